package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/delight/survey"
)

const surveyColumns = "id, name, draft, edition, published, archived, updated_at"

// Surveys lists them by name, those put away last.
func (v *View) Surveys(ctx context.Context) ([]survey.Survey, error) {
	return v.surveys(ctx, "1 = 1 ORDER BY archived, name, id")
}

// Survey is one of them; ErrNotFound where there is none of that id.
func (v *View) Survey(ctx context.Context, id int64) (survey.Survey, error) {
	list, err := v.surveys(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding survey %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return survey.Survey{}, err
	}
	return list[0], nil
}

func (v *View) surveys(ctx context.Context, where string, args ...any) (list []survey.Survey, err error) {
	err = v.each(ctx, "reading surveys", "SELECT "+surveyColumns+" FROM survey WHERE "+where, args, func(rows *sql.Rows) error {
		var s survey.Survey
		var draft []byte
		err := rows.Scan(&s.ID, &s.Name, &draft, &s.Edition, &s.Published, &s.Archived, &s.UpdatedAt)
		if err == nil {
			err = json.Unmarshal(draft, &s.Draft)
		}
		list = append(list, s)
		return err
	})
	return list, err
}

// LiveSurveys are the versions by which people are asked now.
func (v *View) LiveSurveys(ctx context.Context) ([]survey.Version, error) {
	return v.surveyVersions(ctx, "EXISTS (SELECT 1 FROM survey WHERE survey.id = survey AND published = number AND NOT archived) ORDER BY survey")
}

// AddSurvey keeps a new one and gives its id.
func (t *Tx) AddSurvey(ctx context.Context, s survey.Survey) (id int64, err error) {
	draft, err := json.Marshal(s.Draft)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO survey (name, draft, edition, published, archived, updated_at) VALUES (?, ?, 1, 0, FALSE, ?) RETURNING id"
	return id, t.one(ctx, "keeping a survey", query, []any{s.Name, string(draft), t.now}, &id)
}

// SaveSurvey keeps one as it is from now on, as its next edition; ErrConflict where it is no longer the edition given.
func (t *Tx) SaveSurvey(ctx context.Context, s survey.Survey) error {
	draft, err := json.Marshal(s.Draft)
	if err != nil {
		return err
	}
	query := "UPDATE survey SET name = ?, draft = ?, archived = ?, edition = edition + 1, updated_at = ? WHERE id = ? AND edition = ?"
	n, err := t.exec(ctx, "changing a survey", query, s.Name, string(draft), s.Archived, t.now, s.ID, s.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing survey %d: %w", s.ID, ErrConflict)
	}
	return err
}

// RemoveSurvey forgets one that was never published; ErrConflict for another.
func (t *Tx) RemoveSurvey(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a survey", "DELETE FROM survey WHERE id = ? AND published = 0", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing survey %d: %w", id, ErrConflict)
	}
	return err
}

// PublishSurvey keeps content as the version people are asked from now on, under the act under way.
func (t *Tx) PublishSurvey(ctx context.Context, id int64, content survey.Definition) (v survey.Version, err error) {
	s, err := t.Survey(ctx, id)
	if err != nil {
		return v, err
	}
	v = survey.Version{Survey: id, Number: s.Published + 1, Content: content, At: t.now, Act: t.Act}
	body, err := json.Marshal(content)
	if err != nil {
		return v, err
	}
	if _, err = t.exec(ctx, "publishing a survey", "INSERT INTO survey_version (survey, number, content, at, act) VALUES (?, ?, ?, ?, ?)", id, v.Number, string(body), v.At, v.Act); err != nil {
		return v, err
	}
	_, err = t.exec(ctx, "publishing a survey", "UPDATE survey SET published = ?, edition = edition + 1, updated_at = ? WHERE id = ?", v.Number, t.now, id)
	return v, err
}

// SurveyVersions lists what was published of a survey, the newest first.
func (v *View) SurveyVersions(ctx context.Context, id int64) ([]survey.Version, error) {
	return v.surveyVersions(ctx, "survey = ? ORDER BY number DESC", id)
}

// SurveyVersion is one by its number; ErrNotFound where there is none.
func (v *View) SurveyVersion(ctx context.Context, id, number int64) (survey.Version, error) {
	list, err := v.surveyVersions(ctx, "survey = ? AND number = ?", id, number)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding version %d of survey %d: %w", number, id, ErrNotFound)
	}
	if err != nil {
		return survey.Version{}, err
	}
	return list[0], nil
}

func (v *View) surveyVersions(ctx context.Context, where string, args ...any) (list []survey.Version, err error) {
	err = v.each(ctx, "reading versions of surveys", "SELECT survey, number, content, at, act FROM survey_version WHERE "+where, args, func(rows *sql.Rows) error {
		var one survey.Version
		var content []byte
		err := rows.Scan(&one.Survey, &one.Number, &content, &one.At, &one.Act)
		if err == nil {
			err = json.Unmarshal(content, &one.Content)
		}
		list = append(list, one)
		return err
	})
	return list, err
}
