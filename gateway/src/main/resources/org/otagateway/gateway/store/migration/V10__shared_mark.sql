-- SPDX-License-Identifier: Apache-2.0
-- What a restored backup is known by where several gateways share the store: a row for each of them beside that of all.

-- node: '' for all, else the name in the gateway's own file. passed: of that one, what it passed over itself.
-- lost: values that this gateway's file knows of and the database did not; while one has any, nothing is spent.
ALTER TABLE store_mark ADD COLUMN lost BIGINT DEFAULT 0 NOT NULL;
