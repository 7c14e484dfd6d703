-- why: a transfer without a code is looked for by what is due next, a deposit or the rest of one, too.
ALTER TABLE order_due ADD COLUMN next BIGINT NOT NULL DEFAULT 0; -- of what is due: what is due first
UPDATE order_due SET next = due;
UPDATE order_due SET next = d.missing
FROM (SELECT id, CAST(fields ->> 'deposit' AS BIGINT) - COALESCE(CAST(fields ->> 'paid' AS BIGINT), 0) AS missing FROM record WHERE type = 'order' AND deleted_at = 0 AND fields ->> 'deposit' IS NOT NULL) AS d
WHERE d.id = order_due.order_id AND d.missing > 0 AND d.missing < order_due.due;
CREATE INDEX order_due_next ON order_due (currency, next);
