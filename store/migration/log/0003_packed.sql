-- why: bodies repeat themselves a great deal; packed they take a fraction of the disk, and of each commit. packed says
-- how a body is kept: 0 as it came, 1 by S2.
ALTER TABLE log ADD COLUMN packed BIGINT NOT NULL DEFAULT 0;
