package api

import (
	"time"

	"banhda/drive/job"
	"banhda/store"
)

// comparedEvery is how often what changed is compared with the rest.
const comparedEvery = time.Minute

// dataWorks are the jobs of webhooks, of imports of records and of finding duplicates. An import goes on where it stopped, however
// often the house is closed meanwhile.
func (s *Server) dataWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{
		store.WebhookSend: {Do: s.send, AtOnce: 2},
		scoreJob:          {Do: s.system(s.scoreAll), Within: time.Hour, Every: job.Each(24 * time.Hour)},
		judgeJob:          {Do: s.system(s.judgeDue), Within: time.Hour, Every: job.Each(time.Minute)},
		intakeJob:         {Do: s.ImportRecords, Attempts: 20, Within: 24 * time.Hour},
		indexJob:          {Do: s.indexFields, Within: time.Hour, Every: job.Each(time.Minute)},
		duplicatesJob:     {Do: s.FindDuplicates, Within: 24 * time.Hour, Every: job.Each(comparedEvery)},
	}
}
