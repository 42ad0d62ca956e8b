-- SPDX-License-Identifier: Apache-2.0
-- What a restored backup is known by, how counters are found again, and how cards that were seen are.

-- instance: 32 hexadecimal digits, the same as in the file beside the database. passed: counter values that were passed
-- over by spending, as a store restored from a backup has fewer of than the file. floor: where a counter starts of which
-- nothing is known. node: who keeps such a file; '' where one process owns the store.
CREATE TABLE store_mark (
  node     VARCHAR(32) NOT NULL PRIMARY KEY,
  instance CHAR(32)    NOT NULL,
  passed   BIGINT      NOT NULL,
  floor    BIGINT      NOT NULL
) ${clustered};

-- Counters in the upper half of their range: none but those near their end.
CREATE INDEX counter_domain_high ON counter_domain (spent) WHERE spent > 549755813888;

-- jumps: leaps since the counter was last placed. jumped: values that were passed over by all leaps.
ALTER TABLE counter_domain ADD COLUMN jumps SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE counter_domain ADD COLUMN jumped BIGINT NOT NULL DEFAULT 0;

-- Events of the network name a card by its IMSI.
CREATE INDEX card_imsi ON card (imsi) WHERE imsi IS NOT NULL;
