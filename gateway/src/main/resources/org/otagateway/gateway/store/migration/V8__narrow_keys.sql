-- SPDX-License-Identifier: Apache-2.0
-- Tables whose key is one number get it as their row id: one tree for each less to write.

DROP TABLE import_seen;
CREATE TABLE import_seen (
  card_id ${rowid},
  line    BIGINT NOT NULL
);

CREATE TABLE delivery_input_narrow (
  delivery_id ${rowid},
  created     BIGINT NOT NULL,
  columns     TEXT   NOT NULL,
  sealed      ${octets}
);
INSERT INTO delivery_input_narrow (delivery_id, created, columns, sealed)
  SELECT delivery_id, created, columns, sealed FROM delivery_input;
DROP TABLE delivery_input;
ALTER TABLE delivery_input_narrow RENAME TO delivery_input;

CREATE TABLE delivery_result_narrow (
  delivery_id       ${rowid},
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
INSERT INTO delivery_result_narrow (delivery_id, por_verified, response_status, commands_executed, status_word,
    response_data, smsc_state, smsc_error, finished, detail)
  SELECT delivery_id, por_verified, response_status, commands_executed, status_word, response_data, smsc_state,
    smsc_error, finished, detail FROM delivery_result;
DROP TABLE delivery_result;
ALTER TABLE delivery_result_narrow RENAME TO delivery_result;

-- A domain is of one card, and a card has one packet under way: the index on the card holds it for its domains as well.
DROP INDEX attempt_of_domain;
