package zalo

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"banhda/hub/zalo"
)

// Templates asks for all templates of the account, each with its parameters and price. progress is told how many were read.
func (c *Client) Templates(ctx context.Context, progress func(done, total int)) (all []zalo.Template, err error) {
	var ids []string
	for len(ids) < mostTemplates {
		page, err := c.page(ctx, len(ids))
		if err != nil {
			return nil, err
		}
		if ids = append(ids, page...); len(page) < pageOf {
			break
		}
	}
	for i, id := range ids {
		t, err := c.templateOf(ctx, id)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
		progress(i+1, len(ids))
	}
	return all, nil
}

const (
	pageOf        = 100
	mostTemplates = 1000
)

func (c *Client) page(ctx context.Context, from int) (ids []string, err error) {
	var said []struct {
		ID loose `json:"templateId"`
	}
	err = c.call(ctx, http.MethodGet, fmt.Sprintf("%s/template/all?offset=%d&limit=%d", c.Hosts.business(), from, pageOf), nil, &said)
	for _, t := range said {
		ids = append(ids, string(t.ID))
	}
	return ids, err
}

func (c *Client) templateOf(ctx context.Context, id string) (t zalo.Template, err error) {
	var said struct {
		ID      loose  `json:"templateId"`
		Name    string `json:"templateName"`
		Status  string `json:"status"`
		Quality string `json:"templateQuality"`
		Tag     loose  `json:"templateTag"`
		Price   loose  `json:"price"`
		Preview string `json:"previewUrl"`
		Params  []struct {
			Name     string `json:"name"`
			Type     string `json:"type"`
			Required bool   `json:"require"`
			Min      loose  `json:"minLength"`
			Max      loose  `json:"maxLength"`
		} `json:"listParams"`
	}
	if err = c.call(ctx, http.MethodGet, c.Hosts.business()+"/template/info?template_id="+url.QueryEscape(id), nil, &said); err != nil {
		return t, err
	}
	t = zalo.Template{ID: cmp.Or(string(said.ID), id), Name: said.Name, Status: zalo.Status(strings.ToLower(said.Status)), Quality: strings.ToLower(said.Quality), Tag: zalo.TagOf(string(said.Tag)),
		Price: said.Price.number(0), Preview: said.Preview, Params: []zalo.Param{}}
	for _, p := range said.Params {
		t.Params = append(t.Params, zalo.Param{Name: p.Name, Type: strings.ToLower(p.Type), Required: p.Required, Min: int(p.Min.number(0)), Max: int(p.Max.number(0))})
	}
	return t, nil
}

// Quota asks how many messages by template may go today, and how many of them still may.
func (c *Client) Quota(ctx context.Context) (q zalo.Quota, err error) {
	var said struct {
		Daily     loose `json:"dailyQuota"`
		Remaining loose `json:"remainingQuota"`
	}
	err = c.call(ctx, http.MethodGet, c.Hosts.business()+"/message/quota", nil, &said)
	return zalo.Quota{Daily: said.Daily.number(0), Remaining: said.Remaining.number(0)}, err
}
