-- SPDX-License-Identifier: Apache-2.0
-- What was done to a job and by whom, appended only and kept with the job.

-- act: the code of JobAct.Kind. asked_by: in words. reason: the asker's own words, or why the gateway did it.
CREATE TABLE job_act (
  id       ${rowid},
  job_id   BIGINT      NOT NULL,
  happened BIGINT      NOT NULL,
  act      SMALLINT    NOT NULL,
  asked_by VARCHAR(64) NOT NULL,
  reason   TEXT
);
CREATE INDEX job_act_job ON job_act (job_id);

-- leapt: cards of the dropped deliveries whose counter leapt.
ALTER TABLE job_archive ADD COLUMN leapt BIGINT DEFAULT 0 NOT NULL;
