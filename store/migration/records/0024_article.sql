-- why: articles: what a company knows, in versions.
SELECT 1;
