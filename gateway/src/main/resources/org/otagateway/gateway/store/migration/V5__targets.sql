-- SPDX-License-Identifier: Apache-2.0
-- Cards that are told apart, jobs for cards of the store, history, and what retention dropped.

-- standing: Standing. numbered: since when the number is this card's; null: since created.
ALTER TABLE card ADD COLUMN standing SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE card ADD COLUMN standing_since BIGINT;
ALTER TABLE card ADD COLUMN standing_reason TEXT;
ALTER TABLE card ADD COLUMN numbered BIGINT;

-- What an operator did to a card, appended only.
CREATE TABLE card_act (
  id       ${rowid},
  card_id  BIGINT      NOT NULL,
  happened BIGINT      NOT NULL,
  act      VARCHAR(32) NOT NULL,
  reason   TEXT
);
CREATE INDEX card_act_card ON card_act (card_id);

-- Where the cards of a job come from that has no card file. targets: what was asked for. of_job: the job whose cards it
-- takes; null: those of the store. seen: the last card, or row of that job, that planning looked at; last: the last to be
-- looked at, fixed when the job was made. most: rows to plan, null: all.
CREATE TABLE job_source (
  job_id  BIGINT   NOT NULL PRIMARY KEY,
  targets TEXT     NOT NULL,
  of_job  BIGINT,
  seen    BIGINT   NOT NULL,
  last    BIGINT   NOT NULL,
  most    BIGINT,
  strict  SMALLINT NOT NULL
);

-- When a packet first went out.
ALTER TABLE attempt ADD COLUMN created BIGINT;
-- What came in, as it came: evidence.
ALTER TABLE event ADD COLUMN octets ${octets};
-- The message ids of a packet, for its history.
CREATE INDEX message_reference_attempt ON message_reference (attempt_id);

-- Jobs whose details retention drops, or has dropped, and what the dropped deliveries came to. seen: the last row that was
-- looked at. asked: unconfirmed ones whose job asked for no PoR.
CREATE TABLE job_archive (
  job_id    BIGINT   NOT NULL PRIMARY KEY,
  since     BIGINT   NOT NULL,
  seen      BIGINT   NOT NULL,
  dropped   SMALLINT NOT NULL,
  asked     BIGINT   NOT NULL,
  packets   BIGINT   NOT NULL,
  segments  BIGINT   NOT NULL,
  submitted BIGINT   NOT NULL
);
CREATE TABLE job_archive_outcome (
  job_id  BIGINT   NOT NULL,
  outcome SMALLINT NOT NULL,
  cards   BIGINT   NOT NULL,
  PRIMARY KEY (job_id, outcome)
) ${clustered};
