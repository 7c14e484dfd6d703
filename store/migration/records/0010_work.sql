-- why: tasks, jobs, notices, working calendars and assignment.
SELECT 1;
