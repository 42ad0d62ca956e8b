-- SPDX-License-Identifier: Apache-2.0
-- Deliveries of several packets: a plan of steps. What lies in the store already is a plan of one step.

-- step: index of the plan's step that is under way or next. visit: how often the plan went to a step.
-- restarts: recoveries and repeats. variant: Le of the step's last command after SW 6Cxx.
-- holding: the security domain of the card that the plan holds until it ends, '' for the issuer's; null: none.
ALTER TABLE delivery ADD COLUMN step SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN visit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN restarts SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN variant SMALLINT;
ALTER TABLE delivery ADD COLUMN holding VARCHAR(64);
CREATE UNIQUE INDEX delivery_holds_card ON delivery (card_id, holding) WHERE holding IS NOT NULL;
-- Between two steps a plan goes before what has not begun.
CREATE INDEX delivery_held_due ON delivery (job_id, due_at) WHERE holding IS NOT NULL;

-- Of which visit to which step a packet is.
ALTER TABLE attempt ADD COLUMN step SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN visit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN variant SMALLINT;

-- replaced_by: packets that ask for this key version take that one. gone: the card has this version no longer.
ALTER TABLE card_key ADD COLUMN replaced_by SMALLINT;
ALTER TABLE card_key ADD COLUMN gone SMALLINT NOT NULL DEFAULT 0;
