-- SPDX-License-Identifier: Apache-2.0
-- Gateways that share one store. An embedded store has one owner, and no row here.

-- One row for each time that a gateway joined; rows are never deleted, so no id is used twice.
-- identity: of the folder that the node keeps its own files in; a later node of the same folder takes over at once.
-- renewed: when it was heard of last, by the clock of the database. lease: milliseconds that the others wait from then on.
-- seen: the membership (joins and departures so far) by which it goes in its rates. departed: when it left or was given up.
CREATE TABLE node (
  id       ${rowid},
  name     VARCHAR(32)  NOT NULL,
  identity VARCHAR(64)  NOT NULL,
  address  VARCHAR(255) NOT NULL,
  joined   BIGINT       NOT NULL,
  renewed  BIGINT       NOT NULL,
  lease    BIGINT       NOT NULL,
  seen     BIGINT       NOT NULL,
  departed BIGINT
);

-- The node that submits, or submitted last; null where the store has one owner.
ALTER TABLE attempt ADD COLUMN node BIGINT;
