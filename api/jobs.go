package api

import (
	"context"

	"banhda/drive/job"
	"banhda/store"
)

// Job is one piece of work that waits, is under way, or was laid aside.
type Job struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Key      string `json:"key"`
	State    string `json:"state" enum:"waiting,running,dead"`
	Attempts int    `json:"attempts"`
	Error    string `json:"error" doc:"what went wrong last"`
	LeftAt   string `json:"left_at"`
	RunAt    string `json:"run_at" doc:"not before"`
	Doubtful bool   `json:"doubtful" doc:"nobody knows whether it was done: look before it is tried again"`
}

// JobsAnswer is a page of jobs, the newest first.
type JobsAnswer struct {
	Jobs   []Job   `json:"jobs"`
	Cursor *string `json:"cursor"`
}

const jobPrefix = "job_"

// JobID writes a job's id as it is shown outside.
func JobID(id int64) string { return jobPrefix + encodeID(scramble(uint64(id), jobPrefix)) }

// ParseJobID reads what JobID wrote.
func ParseJobID(s string) (int64, error) { return parseID(s, jobPrefix, "a job") }

type jobsQuestion struct {
	State  string `query:"state" enum:"waiting,running,dead" default:"dead"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listJobs(ctx context.Context, in *jobsQuestion, _ Tell) (a *JobsAnswer, err error) {
	before := int64(0)
	if in.Cursor != "" {
		if before, err = ParseJobID(in.Cursor); err != nil {
			return nil, err
		}
	}
	a = &JobsAnswer{Jobs: []Job{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Jobs(ctx, job.State(in.State), before, in.Limit+1)
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(JobID(list[in.Limit-1].ID))
		}
		for _, j := range list {
			a.Jobs = append(a.Jobs, Job{ID: JobID(j.ID), Kind: string(j.Kind), Key: j.Key, State: string(j.State), Attempts: j.Attempts, Error: j.Error,
				LeftAt: showInstant(j.At), RunAt: showInstant(j.RunAt), Doubtful: j.Doubtful()})
		}
		return err
	})
	return a, err
}

type jobOrder struct {
	ID string `path:"id"`
}

// reviveJob lets a job that was laid aside be tried again.
func (s *Server) reviveJob(ctx context.Context, in *jobOrder, _ Tell) (*RemovedAnswer, error) {
	return s.withJob(ctx, in.ID, "job-retry", (*store.Tx).ReviveJob)
}

func (s *Server) removeJob(ctx context.Context, in *jobOrder, _ Tell) (*RemovedAnswer, error) {
	return s.withJob(ctx, in.ID, "job-remove", (*store.Tx).RemoveJob)
}

func (s *Server) withJob(ctx context.Context, shown, verb string, do func(*store.Tx, context.Context, int64) error) (*RemovedAnswer, error) {
	id, err := ParseJobID(shown)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: verb, target: shown, also: func(ctx context.Context, t *store.Tx) error { return do(t, ctx, id) }}, nil)
	return &RemovedAnswer{shown}, notFound(err, "no job %s was laid aside", shown)
}
