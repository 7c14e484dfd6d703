package api

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"banhda/auth"
	"banhda/delight/onboarding"
	"banhda/delight/survey"
	"banhda/drive/workflow"
	"banhda/drive/workflow/recipe"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/hub/template"
	"banhda/store"
)

// WorkflowRecipe is a workflow to begin with.
type WorkflowRecipe struct {
	Key        string              `json:"key"`
	Name       record.Label        `json:"name"`
	About      record.Label        `json:"about"`
	Templates  []string            `json:"templates" doc:"the keys of the templates it brings where they are not there"`
	Definition workflow.Definition `json:"definition" doc:"in the language of who asks"`
}

// WorkflowRecipesAnswer is the recipes there are.
type WorkflowRecipesAnswer struct {
	Recipes []WorkflowRecipe `json:"recipes"`
}

func (s *Server) workflowRecipes(ctx context.Context, _ *struct{}, _ Tell) (*WorkflowRecipesAnswer, error) {
	a := &WorkflowRecipesAnswer{}
	for _, r := range recipe.All() {
		shown := WorkflowRecipe{Key: r.Key, Name: r.Name, About: r.About, Templates: []string{}, Definition: r.Definition(sayIn(ctx))}
		for _, m := range r.Templates {
			shown.Templates = append(shown.Templates, m.Key)
		}
		a.Recipes = append(a.Recipes, shown)
	}
	return a, nil
}

// sayIn chooses the language of who asks.
func sayIn(ctx context.Context) func(vi, en string) string {
	return func(vi, en string) string {
		if speaks(ctx) == "vi" {
			return vi
		}
		return en
	}
}

// addRecipe makes a draft of a recipe, with the templates and segments it needs, as far as they are not there.
func (s *Server) addRecipe(ctx context.Context, key, name string, tell Tell) (*WorkflowDetail, error) {
	r, ok := recipe.Find(key)
	if !ok {
		return nil, missing("there is no recipe %q", key)
	}
	d := r.Definition(sayIn(ctx))
	w := workflow.Workflow{Name: orText(cleanName(name), sayIn(ctx)(r.Name.Vi, r.Name.En)), Recipe: r.Key}
	return s.makeWorkflow(ctx, w, &d, func(ctx context.Context, t *store.Tx) error {
		for _, m := range r.Templates {
			if _, err := bringTemplate(ctx, t, m); err != nil {
				return err
			}
		}
		for _, one := range r.Segments {
			if err := bringSegment(ctx, t, one, &d); err != nil {
				return err
			}
		}
		for _, one := range r.Surveys {
			if err := bringSurvey(ctx, t, one, &d); err != nil {
				return err
			}
		}
		for i, name := range r.Plans {
			if err := bringPlan(ctx, t, sayIn(ctx)(name.Vi, name.En), "plan"+strconv.Itoa(i+1), &d); err != nil {
				return err
			}
		}
		return nil
	}, tell)
}

// bringTemplate makes and publishes a template, and gives its id; 0 where there is one under its key: that is somebody's by now.
func bringTemplate(ctx context.Context, t *store.Tx, m template.Template) (id int64, err error) {
	_, err = t.TemplateByKey(ctx, m.Key)
	if !errors.Is(err, store.ErrNotFound) {
		return 0, err
	}
	if id, err = t.AddTemplate(ctx, m); err == nil {
		_, err = t.Publish(ctx, id)
	}
	return id, err
}

// bringSegment makes a segment, unless there is one of its name, and names it in the triggers.
func bringSegment(ctx context.Context, t *store.Tx, one recipe.Segment, d *workflow.Definition) error {
	say := sayIn(ctx)
	id, _, err := segmentNamed(ctx, t, segment.Saved{Kind: segment.Rule, Name: say(one.Name.Vi, one.Name.En), Description: say(one.About.Vi, one.About.En), Condition: one.Where, Owner: auth.From(ctx).User()})
	if err == nil {
		nameInTriggers(d, one.Key, SegmentID(id))
	}
	return err
}

// segmentNamed gives the segment of a name, made as it is given where there is none.
func segmentNamed(ctx context.Context, t *store.Tx, s segment.Saved) (id int64, made bool, err error) {
	all, err := t.Segments(ctx)
	if err != nil {
		return 0, false, err
	}
	if i := slices.IndexFunc(all, func(o segment.Saved) bool { return o.Name == s.Name }); i >= 0 {
		return all[i].ID, false, nil
	}
	id, err = t.AddSegment(ctx, s)
	return id, err == nil, err
}

// nameInTriggers has triggers name a segment by its id, which named it by its key in the recipe.
func nameInTriggers(d *workflow.Definition, key, id string) {
	for i := range d.Triggers {
		if d.Triggers[i].Segment == key {
			d.Triggers[i].Segment = id
		}
	}
}

// bringSurvey makes a survey that is asked by hand and by workflows, unless there is one of its name, and names it in the steps.
// By itself it asks nobody.
func bringSurvey(ctx context.Context, t *store.Tx, one recipe.Survey, d *workflow.Definition) error {
	name := sayIn(ctx)(one.Name.Vi, one.Name.En)
	all, err := t.Surveys(ctx)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(all, func(f survey.Survey) bool { return f.Name == name }); i >= 0 {
		nameInSteps(d, one.Key, SurveyID(all[i].ID))
		return nil
	}
	f := survey.Survey{Name: name, Draft: survey.Definition{Kind: survey.Kind(one.Kind), Language: "vi", Question: one.Question, Low: one.Low, High: one.High, Why: one.Why, Channel: survey.Email, Sample: 100, Rest: survey.NPSRest, Expire: 14}}
	f.Draft.Clean()
	id, err := t.AddSurvey(ctx, f)
	if err != nil {
		return err
	}
	nameInSteps(d, one.Key, SurveyID(id))
	for _, by := range survey.Letters() {
		if _, err := bringTemplate(ctx, t, by); err != nil {
			return err
		}
	}
	_, err = t.PublishSurvey(ctx, id, f.Draft)
	return err
}

// bringPlan makes and publishes the usual onboarding plan, unless there is a plan of that name, and names it in the steps. By
// itself it begins for nobody.
func bringPlan(ctx context.Context, t *store.Tx, name, key string, d *workflow.Definition) error {
	all, err := t.OnboardingPlans(ctx)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(all, func(p onboarding.Plan) bool { return p.Name == name }); i >= 0 {
		nameInSteps(d, key, OnboardingPlanID(all[i].ID))
		return nil
	}
	id, err := t.AddOnboardingPlan(ctx, onboarding.Plan{Name: name, Draft: onboarding.Usual()})
	if err == nil {
		_, err = t.PublishOnboardingPlan(ctx, id)
	}
	nameInSteps(d, key, OnboardingPlanID(id))
	return err
}

// nameInSteps puts the id of what a recipe brought in the place of its key.
func nameInSteps(d *workflow.Definition, key, id string) {
	for i := range d.Nodes {
		for field, value := range d.Nodes[i].With {
			if value == key {
				d.Nodes[i].With[field] = id
			}
		}
	}
}
