-- SPDX-License-Identifier: Apache-2.0
-- Campaigns: the waves of a job, and the outcomes that stop it.

-- The wave that the card went with, from 1; 0: its job has no waves, or its wave has not begun.
ALTER TABLE delivery ADD COLUMN wave SMALLINT NOT NULL DEFAULT 0;

-- Outcomes of a job that has waves or stops after failures, counted in the commits of the outcomes themselves.
-- writer: each process that writes has rows of its own, so that none waits for another; -1: what a resume lets pass,
-- below zero. ended: cards with an outcome. failed: those of them that count as failures.
CREATE TABLE job_count (
  job_id BIGINT   NOT NULL,
  wave   SMALLINT NOT NULL,
  writer INTEGER  NOT NULL,
  ended  BIGINT   NOT NULL,
  failed BIGINT   NOT NULL,
  PRIMARY KEY (job_id, wave, writer)
) ${clustered};
INSERT INTO job_count (job_id, wave, writer, ended, failed)
  SELECT d.job_id, 0, 0, count(*), coalesce(sum(CASE WHEN d.outcome IN (2, 3, 6, 7) OR (d.outcome = 5
      AND coalesce(r.detail, '') <> 'no PoR asked; all segments delivered') THEN 1 ELSE 0 END), 0)
    FROM delivery d LEFT JOIN delivery_result r ON r.delivery_id = d.id WHERE d.outcome <> 0 GROUP BY d.job_id;

-- The waves of a job that have begun. cards: how many it takes in. taken: how many of those are let go already.
-- cursor_row: the row of the card file up to which they were looked for. done_at: when enough of its cards had ended.
CREATE TABLE job_wave (
  job_id     BIGINT   NOT NULL,
  wave       SMALLINT NOT NULL,
  begun      BIGINT   NOT NULL,
  cards      BIGINT   NOT NULL,
  taken      BIGINT   NOT NULL,
  cursor_row BIGINT   NOT NULL,
  done_at    BIGINT,
  PRIMARY KEY (job_id, wave)
) ${clustered};
