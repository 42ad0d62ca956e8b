-- SPDX-License-Identifier: Apache-2.0
-- Deliveries, their packets and what came back. Hot rows are narrow; what is written once is apart.
-- Ids are made by the program, times are epoch milliseconds, codes are those of the enums in package outcome.

-- One row of CARDS.csv in one job. due_at: when its next step falls due; null: nothing is left to do by time.
CREATE TABLE delivery (
  id         ${rowid},
  job_id     BIGINT   NOT NULL,
  row_no     BIGINT   NOT NULL,
  card_id    BIGINT   NOT NULL,
  phase      SMALLINT NOT NULL DEFAULT 0,
  outcome    SMALLINT NOT NULL DEFAULT 0,
  due_at     BIGINT,
  packets    SMALLINT NOT NULL DEFAULT 0,
  marks      INTEGER  NOT NULL DEFAULT 0,
  attempt_id BIGINT,
  UNIQUE (job_id, row_no)
);
CREATE INDEX delivery_card ON delivery (card_id);
CREATE INDEX delivery_due ON delivery (job_id, due_at) WHERE due_at IS NOT NULL;
-- What is under way, apart from what waits: it goes first, and a paused job still waits for its answers.
CREATE INDEX delivery_in_flight ON delivery (job_id, due_at) WHERE phase IN (1, 2);

-- The job's own copy of the card's columns (JSON, secrets apart and sealed), written by planning.
CREATE TABLE delivery_input (
  delivery_id BIGINT NOT NULL PRIMARY KEY,
  created     BIGINT NOT NULL,
  columns     TEXT   NOT NULL,
  sealed      ${octets}
);

-- What the report says of a delivery, written at its first evidence.
CREATE TABLE delivery_result (
  delivery_id       BIGINT   NOT NULL PRIMARY KEY,
  por_verified      SMALLINT,
  response_status   SMALLINT,
  commands_executed INTEGER,
  status_word       INTEGER,
  response_data     ${octets},
  smsc_state        VARCHAR(20),
  smsc_error        VARCHAR(20),
  finished          BIGINT,
  detail            TEXT
);

-- One packet: one counter value of one domain. under_way: it holds its domain and its card.
-- needed: its delivery still waits for it; once not, it is under way only until its last copy ended (ends_at).
CREATE TABLE attempt (
  id          ${rowid},
  delivery_id BIGINT    NOT NULL,
  card_id     BIGINT    NOT NULL,
  domain_id   BIGINT    NOT NULL,
  kind        SMALLINT  NOT NULL,
  key_version SMALLINT  NOT NULL,
  counter     BIGINT    NOT NULL,
  reference   SMALLINT  NOT NULL,
  digest      ${octets} NOT NULL,
  segments    SMALLINT  NOT NULL,
  sends       SMALLINT  NOT NULL,
  rounds      SMALLINT  NOT NULL,
  submitted   INTEGER   NOT NULL DEFAULT 0,
  refusals    SMALLINT  NOT NULL DEFAULT 0,
  deferrals   SMALLINT  NOT NULL DEFAULT 0,
  marks       INTEGER   NOT NULL DEFAULT 0,
  valid_until BIGINT    NOT NULL,
  ends_at     BIGINT    NOT NULL,
  answered_at BIGINT,
  failed_at   BIGINT,
  final_at    BIGINT,
  needed      SMALLINT  NOT NULL,
  under_way   SMALLINT  NOT NULL,
  resolved    SMALLINT  NOT NULL DEFAULT 0,
  chased_by   BIGINT,
  sealed      ${octets},
  UNIQUE (domain_id, counter)
);
CREATE UNIQUE INDEX attempt_of_domain ON attempt (domain_id) WHERE under_way = 1;
CREATE UNIQUE INDEX attempt_of_card_under_way ON attempt (card_id) WHERE under_way = 1;
CREATE INDEX attempt_card ON attempt (card_id);
CREATE INDEX attempt_delivery ON attempt (delivery_id);

-- One segment of one round of a packet: one submit_sm, or the same again after "later".
CREATE TABLE submission (
  attempt_id BIGINT   NOT NULL,
  round      SMALLINT NOT NULL,
  part       SMALLINT NOT NULL,
  state      SMALLINT NOT NULL,
  PRIMARY KEY (attempt_id, round, part)
) ${clustered};

-- Message ids, in slices of a day that are dropped whole.
CREATE TABLE message_reference (
  slice      INTEGER      NOT NULL,
  link       VARCHAR(64)  NOT NULL,
  message_id VARCHAR(255) NOT NULL,
  attempt_id BIGINT       NOT NULL,
  round      SMALLINT     NOT NULL,
  part       SMALLINT     NOT NULL,
  PRIMARY KEY (slice, link, message_id)
) ${clustered};

-- Receipts whose submit_sm_resp is not stored yet.
CREATE TABLE parked_receipt (
  slice      INTEGER      NOT NULL,
  link       VARCHAR(64)  NOT NULL,
  message_id VARCHAR(255) NOT NULL,
  state      VARCHAR(20)  NOT NULL,
  error      VARCHAR(20),
  received   BIGINT       NOT NULL,
  PRIMARY KEY (slice, link, message_id, state)
) ${clustered};

-- Parts of incoming messages that are not whole yet.
CREATE TABLE incoming_part (
  sender    VARCHAR(32) NOT NULL,
  width     SMALLINT    NOT NULL,
  reference INTEGER     NOT NULL,
  total     SMALLINT    NOT NULL,
  part      SMALLINT    NOT NULL,
  received  BIGINT      NOT NULL,
  octets    ${octets}   NOT NULL,
  PRIMARY KEY (sender, width, reference, total, part)
) ${clustered};
CREATE INDEX incoming_part_received ON incoming_part (received);

-- What happened, appended only.
CREATE TABLE event (
  id          ${rowid},
  happened    BIGINT      NOT NULL,
  delivery_id BIGINT,
  attempt_id  BIGINT,
  kind        VARCHAR(32) NOT NULL,
  detail      TEXT
);
CREATE INDEX event_delivery ON event (delivery_id);
