-- Whom an early receipt came from: another card's number shows that its message id was used again.
ALTER TABLE parked_receipt ADD COLUMN sender VARCHAR(32) DEFAULT '' NOT NULL;
