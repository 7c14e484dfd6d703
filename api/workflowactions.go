package api

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"banhda/auth"
	"banhda/channel/webhook"
	"banhda/drive/workflow"
	"banhda/hub/calendar"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/hub/task"
	"banhda/hub/timeline"
	"banhda/phrase"
)

// workflowAct is what an act of a run says of where it comes from.
func workflowAct(a *acting) json.RawMessage {
	body, _ := json.Marshal(map[string]any{"workflow": a.source(), "version": a.run.Version, "run": RunID(a.run.ID), "node": a.node.ID})
	return body
}

func fieldAction() action {
	return action{workflow.Action{Kind: "field", Permission: "people:update", Label: inBoth("Đặt giá trị trường", "Set a field"),
		Help: inBoth("Ghi một giá trị vào hồ sơ của người này; để trống để xóa.", "Writes a value into the person's record; empty clears it."),
		Fields: []workflow.Field{
			{Key: "field", Kind: workflow.PersonField, Required: true, Label: inBoth("Trường", "Field")},
			{Key: "value", Kind: workflow.ValueField, Label: inBoth("Giá trị", "Value")},
		}}, func(ctx context.Context, a *acting) error {
		key := a.text("field")
		if slices.Contains([]string{"email", "phone", "companies"}, key) || slices.Contains(hidden(ctx, record.Person), key) {
			return phrase.Errorf("%s is each one's own; change it one by one", key)
		}
		set, err := readValues(ctx, &a.View, record.Person, map[string]any{key: a.node.With["value"]})
		if err != nil {
			return err
		}
		return a.change(ctx, func(record.Record) record.Values { return set })
	}}
}

func tagField() []workflow.Field {
	return []workflow.Field{{Key: "tag", Kind: workflow.TagField, Required: true, Label: inBoth("Nhãn", "Tag")}}
}

func addTagAction() action {
	return action{workflow.Action{Kind: "add_tag", Permission: "people:update", Label: inBoth("Gắn nhãn", "Add a tag"), Fields: tagField()},
		func(ctx context.Context, a *acting) error { return a.tag(ctx, true) }}
}

func removeTagAction() action {
	return action{workflow.Action{Kind: "remove_tag", Permission: "people:update", Label: inBoth("Bỏ nhãn", "Remove a tag"), Fields: tagField()},
		func(ctx context.Context, a *acting) error { return a.tag(ctx, false) }}
}

func (a *acting) tag(ctx context.Context, add bool) error {
	tags, err := readTags(ctx, &a.View, record.Person, []string{a.text("tag")})
	if err != nil {
		return err
	}
	b := bulk{without: tags}
	if add {
		b = bulk{add: tags}
	}
	return a.change(ctx, b.of)
}

func (s *Server) addListAction() action {
	return action{workflow.Action{Kind: "add_to_list", Permission: "people:update", Label: inBoth("Cho vào danh sách", "Add to a list"), Fields: listField()},
		func(ctx context.Context, a *acting) error { return s.listed(ctx, a, true) }}
}

func (s *Server) removeListAction() action {
	return action{workflow.Action{Kind: "remove_from_list", Permission: "people:update", Label: inBoth("Bỏ khỏi danh sách", "Remove from a list"), Fields: listField()},
		func(ctx context.Context, a *acting) error { return s.listed(ctx, a, false) }}
}

func listField() []workflow.Field {
	return []workflow.Field{{Key: "list", Kind: workflow.ListField, Required: true, Label: inBoth("Danh sách", "List"),
		Help: inBoth("Một phân khúc mà người được cho vào bằng tay", "A segment people are put into by hand")}}
}

// listed puts the person into a list, or takes them out of it.
func (s *Server) listed(ctx context.Context, a *acting, in bool) error {
	about, err := a.person(ctx, auth.Update)
	if err != nil {
		return err
	}
	one, err := s.segmentOf(ctx, &a.View, a.text("list"))
	if err != nil {
		return err
	}
	if one.Kind != segment.List {
		return phrase.Errorf("people come into %q by its condition, not by hand", one.Name)
	}
	n, err := s.enlist(ctx, a.Tx, one, []int64{about.ID}, in)
	if n > 0 {
		a.made = append(a.made, workflow.Made{Kind: "list", ID: one.ID, Name: one.Name, Out: !in})
	}
	return err
}

func taskAction() action {
	kinds := []record.Option{{Key: string(task.ToDo), Label: inBoth("Việc", "To do")}, {Key: string(task.Call), Label: inBoth("Gọi điện", "Call")},
		{Key: string(task.Meeting), Label: inBoth("Gặp mặt", "Meeting")}, {Key: string(task.Email), Label: inBoth("Viết thư", "E-mail")}}
	return action{workflow.Action{Kind: "task", Permission: "tasks:create", Label: inBoth("Tạo việc", "Create a task"),
		Help: inBoth("Cho người phụ trách khách; khách chưa có ai thì cho người chọn ở đây.", "For the person's owner; where nobody is, for whom is chosen here."),
		Fields: []workflow.Field{
			{Key: "title", Kind: workflow.TextField, Required: true, Label: inBoth("Việc cần làm", "What is to be done"), Help: inBoth("{name} là tên khách", "{name} is the person's name")},
			{Key: "kind", Kind: workflow.ChoiceField, Label: inBoth("Loại", "Kind"), Options: kinds},
			{Key: "note", Kind: workflow.LongField, Label: inBoth("Ghi chú", "Note")},
			{Key: "within", Kind: workflow.NumberField, Label: inBoth("Trong bao nhiêu ngày làm việc", "Within how many working days"), Help: inBoth("0: ngay hôm nay", "0: today")},
			{Key: "owner", Kind: workflow.UserField, Label: inBoth("Nếu khách chưa có người phụ trách", "Where nobody is in charge")},
			{Key: "team", Kind: workflow.TeamField, Label: inBoth("hoặc nhóm", "or a team")},
		}}, func(ctx context.Context, a *acting) error { return a.task(ctx) }}
}

func (a *acting) task(ctx context.Context) error {
	about, err := a.person(ctx, auth.Read)
	if err != nil {
		return err
	}
	made := task.Task{Title: cleanName(a.words("title", about)), Note: cleanNote(a.words("note", about)), Kind: task.Kind(orText(a.text("kind"), string(task.ToDo))),
		About: record.Ref{Type: record.Person, ID: about.ID}, Creator: string(auth.System), Remind: []int{0}}
	if made.Owner, made.Team = about.Values.Int("owner"), about.Values.Int("team"); made.Owner == 0 && made.Team == 0 {
		made.Owner, _ = ParseUserID(a.text("owner")) // checked when it was published
		made.Team, _ = ParseTeamID(a.text("team"))
	}
	if made.Owner == 0 && made.Team == 0 {
		made.Owner = auth.From(ctx).User()
	}
	day := a.today()
	if n := a.number("within"); n > 0 {
		day = a.cal.AddDays(day, n)
	}
	if err := made.Due(day.String(), 0, a.zone()); err != nil {
		return err
	}
	if err := made.Check(); err != nil {
		return err
	}
	if err := a.act(ctx); err != nil {
		return err
	}
	made, err = a.AddTask(ctx, auth.From(ctx).Reach(auth.Tasks, auth.Create), made)
	if err == nil {
		err = orElse(remindOf(ctx, a.Tx, made, a.zone()), tellOwner(auth.With(ctx, auth.Actor{Kind: auth.System}), a.Tx, task.Task{}, made))
	}
	if err == nil {
		a.did("task", made.ID, made.Title)
	}
	return err
}

func ownerAction() action {
	return action{workflow.Action{Kind: "owner", Permission: "people:update", Label: inBoth("Giao người phụ trách", "Assign an owner"),
		Help: inBoth("Ai chưa có người phụ trách mà không qua bước này thì theo quy tắc phân công.", "Who has no owner and does not come here is given away by the rules of assignment."),
		Fields: []workflow.Field{
			{Key: "owner", Kind: workflow.UserField, Required: true, Label: inBoth("Người phụ trách", "Owner")},
			{Key: "change", Kind: workflow.ChoiceField, Label: inBoth("Nếu đã có người phụ trách", "Where somebody is in charge"),
				Options: []record.Option{{Key: "keep", Label: inBoth("giữ nguyên", "keep them")}, {Key: "replace", Label: inBoth("đổi", "replace them")}}},
		}}, func(ctx context.Context, a *acting) error {
		about, err := a.person(ctx, auth.Update)
		if err != nil {
			return err
		}
		if about.Values.Int("owner") != 0 && a.text("change") != "replace" {
			return phrase.Errorf("somebody is in charge of the person already")
		}
		user, err := ParseUserID(a.text("owner"))
		if err != nil {
			return err
		}
		return a.change(ctx, func(record.Record) record.Values { return record.Values{"owner": user} })
	}}
}

func notifyAction() action {
	return action{workflow.Action{Kind: "notify", Label: inBoth("Báo cho đồng nghiệp", "Notify a colleague"),
		Help: inBoth("Cho người phụ trách khách; khách chưa có ai thì cho người chọn ở đây.", "The person's owner; where nobody is, whom is chosen here."),
		Fields: []workflow.Field{
			{Key: "text", Kind: workflow.TextField, Required: true, Label: inBoth("Nội dung", "Text"), Help: inBoth("{name} là tên khách", "{name} is the person's name")},
			{Key: "user", Kind: workflow.UserField, Label: inBoth("Nếu khách chưa có người phụ trách", "Where nobody is in charge")},
		}}, func(ctx context.Context, a *acting) error {
		about, err := a.person(ctx, auth.Read)
		if err != nil {
			return err
		}
		user := about.Values.Int("owner")
		if user == 0 {
			user, _ = ParseUserID(a.text("user")) // checked when it was published
		}
		if user == 0 {
			return phrase.Errorf("nobody is in charge of the person, and nobody else is named")
		}
		key := fmt.Sprintf("%s %s %d", RunID(a.run.ID), a.node.ID, a.run.Steps)
		err = a.Notify(ctx, user, notice.Workflow, key, record.Ref{Type: record.Person, ID: about.ID}, map[string]string{"title": a.words("text", about)})
		if err == nil {
			a.did("notice", user, a.words("text", about))
		}
		return err
	}}
}

func eventAction() action {
	return action{workflow.Action{Kind: "event", Permission: "people:update", Label: inBoth("Ghi một sự kiện", "Record an event"),
		Help: inBoth("Vào dòng thời gian của người này; các quy trình khác có thể nghe nó, quy trình này thì không.", "On the person's timeline; other workflows may hear it, this one does not."),
		Fields: []workflow.Field{
			{Key: "event", Kind: workflow.EventField, Required: true, Label: inBoth("Tên sự kiện", "Name of the event")},
			{Key: "note", Kind: workflow.TextField, Label: inBoth("Ghi chú", "Note")},
		}}, func(ctx context.Context, a *acting) error {
		about, err := a.person(ctx, auth.Update)
		if err != nil {
			return err
		}
		said := map[string]any{"workflow": a.source(), "run": RunID(a.run.ID), "depth": a.run.Depth + 1}
		if note := a.words("note", about); note != "" {
			said["note"] = note
		}
		e := timeline.Event{ID: fmt.Sprintf("%s-%s-%d", RunID(a.run.ID), a.node.ID, a.run.Steps), Name: a.text("event"), At: a.Now(), Properties: marshalled(said)}
		err = postEvents(ctx, a.Tx, workflowFollower, []int64{about.ID}, func(int64) timeline.Event { return e })
		if err == nil {
			a.did("event", 0, e.Name)
		}
		return err
	}}
}

// WorkflowMessage is what another system is told by a step of a workflow.
type WorkflowMessage struct {
	Workflow Named  `json:"workflow"`
	Run      string `json:"run"`
	Node     string `json:"node"`
	Person   Named  `json:"person"`
	Email    string `json:"email,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Note     string `json:"note,omitempty"`
}

func hookAction() action {
	return action{workflow.Action{Kind: "webhook", Permission: "webhooks:read", Label: inBoth("Gọi webhook", "Call a webhook"),
		Help: inBoth("Một thông điệp có ký tên, gửi lại khi lỗi; webhook được lập ở phần Cài đặt.", "A signed message, sent again where it fails; webhooks are set up in the settings."),
		Fields: []workflow.Field{
			{Key: "webhook", Kind: workflow.WebhookField, Required: true, Label: inBoth("Webhook", "Webhook")},
			{Key: "note", Kind: workflow.TextField, Label: inBoth("Ghi chú", "Note")},
		}}, func(ctx context.Context, a *acting) error {
		about, err := a.person(ctx, auth.Read)
		if err != nil {
			return err
		}
		id, err := parseHookID(a.text("webhook"))
		if err != nil {
			return err
		}
		h, err := a.Hook(ctx, id)
		if err != nil {
			return notFound(err, "there is no webhook %s", a.text("webhook"))
		}
		if h.State != webhook.Active {
			return phrase.Errorf("the webhook %q is not active", orText(h.Name, h.URL))
		}
		m, err := hookMessage("workflow.step", a.Now(), WorkflowMessage{Named{a.source(), a.flow.Name}, RunID(a.run.ID), a.node.ID,
			Named{PersonID(about.ID), about.Name()}, about.Values.Text("email"), about.Values.Text("phone"), a.words("note", about)})
		if err == nil {
			err = a.Tell(ctx, m, []int64{id})
		}
		if err == nil {
			a.did("webhook", id, orText(h.Name, h.URL))
		}
		return err
	}}
}

// dayOf is the day kept in a field of somebody, or its next anniversary.
func dayOf(r *record.Record, field string) (day calendar.Day, lunar, ok bool) {
	day, err := calendar.ParseDay(r.Values.Text(field))
	if err != nil {
		return 0, false, false
	}
	lunar, _ = r.Values[field+"_lunar"].(bool)
	return day, lunar, true
}
