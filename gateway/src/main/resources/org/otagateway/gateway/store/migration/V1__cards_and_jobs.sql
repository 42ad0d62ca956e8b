-- SPDX-License-Identifier: Apache-2.0
-- Cards, what they share with us, their counters, and the jobs for them.
-- Ids are made by the program, times are epoch milliseconds, codes are those of the enums named beside them.

CREATE TABLE card (
  id      ${rowid},
  iccid   VARCHAR(20) NOT NULL UNIQUE,
  msisdn  VARCHAR(20) NOT NULL,
  imsi    VARCHAR(15),
  eid     VARCHAR(32),
  profile VARCHAR(64) NOT NULL,
  created BIGINT      NOT NULL
);
CREATE INDEX card_msisdn ON card (msisdn);

-- KIC, KID and KIK of one key version, sealed as one value. security_domain: '' is the issuer's.
CREATE TABLE card_key (
  card_id         BIGINT      NOT NULL,
  security_domain VARCHAR(64) NOT NULL,
  version         SMALLINT    NOT NULL,
  algorithm       VARCHAR(8)  NOT NULL,
  sealed          ${octets}   NOT NULL,
  PRIMARY KEY (card_id, security_domain, version)
) ${clustered};

-- PINs and ADM codes.
CREATE TABLE card_secret (
  card_id BIGINT      NOT NULL,
  name    VARCHAR(64) NOT NULL,
  sealed  ${octets}   NOT NULL,
  PRIMARY KEY (card_id, name)
) ${clustered};

-- Where counter values come from. tar '' is the one source of a key version, and its domain too on most cards; where the
-- profile has a domain for each TAR, those rows hold what is known of the card's counter under that TAR.
-- spent: highest value spent. placed: where the card's counter was last known to stand, null: never. placed_by: PlacedBy.
-- behind: the card's counter may be ahead of ours. resolved: highest value resolved under counter setting 11.
CREATE TABLE counter_domain (
  id              ${rowid},
  card_id         BIGINT      NOT NULL,
  security_domain VARCHAR(64) NOT NULL,
  key_version     SMALLINT    NOT NULL,
  tar             VARCHAR(6)  NOT NULL,
  spent           BIGINT      NOT NULL,
  placed          BIGINT,
  placed_by       SMALLINT    NOT NULL,
  behind          SMALLINT    NOT NULL,
  resolved        BIGINT      NOT NULL,
  UNIQUE (card_id, security_domain, key_version, tar)
);

-- digest: SHA-256 of the job file and the card file. state: JobState. definition: JSON, all that the job ever needs.
CREATE TABLE job (
  id            ${rowid},
  digest        CHAR(64)     NOT NULL,
  run           INTEGER      NOT NULL,
  name          VARCHAR(128) NOT NULL,
  state         SMALLINT     NOT NULL,
  reason        TEXT,
  definition    TEXT         NOT NULL,
  created       BIGINT       NOT NULL,
  started       BIGINT,
  finished      BIGINT,
  planned_rows  BIGINT       NOT NULL,
  planning_done SMALLINT     NOT NULL,
  rejected_rows BIGINT       NOT NULL,
  UNIQUE (digest, run)
);

CREATE TABLE rejected_row (
  job_id BIGINT NOT NULL,
  line   BIGINT NOT NULL,
  reason TEXT   NOT NULL,
  PRIMARY KEY (job_id, line)
) ${clustered};

-- The cards that the import under way has taken, so that a second row of one card is seen.
CREATE TABLE import_seen (
  card_id BIGINT NOT NULL PRIMARY KEY,
  line    BIGINT NOT NULL
);

-- Single facts of the store, as the proof that a root key is the one that sealed it.
CREATE TABLE fact (
  name  VARCHAR(64) NOT NULL PRIMARY KEY,
  value ${octets}   NOT NULL
);
