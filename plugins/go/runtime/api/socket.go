package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/coder/websocket"

	"petri/aggregate"
)

// Socket sends changes over a WebSocket. What a client sends is refused.
func (res *Resource) Socket() Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := res.admit(w, r); err != nil {
			return err
		}
		head, err := res.aggregate.Head(r.Context())
		if err != nil {
			return err
		}
		_, leave, err := res.opts.Live.join(r.Context())
		if err != nil {
			return err
		}
		defer leave()
		// The origin has been checked by admit, which answers with a problem.
		conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
		if err != nil {
			return nil // Accept has answered
		}
		// Not the context of join: a socket says good-bye before it ends.
		res.serveSocket(r.Context(), conn, head)
		return nil
	}
}

// admit refuses what is no WebSocket request, or comes from a foreign page.
func (res *Resource) admit(w http.ResponseWriter, r *http.Request) error {
	if !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		w.Header().Set("Upgrade", "websocket")
		w.Header().Set("Connection", "Upgrade")
		return NewProblem(http.StatusUpgradeRequired, codeUpgradeRequired, "this path speaks WebSocket")
	}
	if !res.opts.Live.allows(r) {
		return NewProblem(http.StatusForbidden, aggregate.CodeForbidden, "this origin may not open a WebSocket")
	}
	_, err := res.reading(r)
	return err
}

// allows tells whether the page that asks may: browsers name its origin, others
// send none and are no danger to anybody's session.
func (l *Live) allows(r *http.Request) bool {
	origin, given, err := single(r, "Origin")
	if err != nil || !given {
		return err == nil
	}
	if slices.Contains(l.opts.AllowedOrigins, origin) {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, r.Host)
}

func (res *Resource) serveSocket(ctx context.Context, conn *websocket.Conn, after int64) {
	defer func() { _ = conn.CloseNow() }()
	ctx, cancel := context.WithCancel(conn.CloseRead(ctx))
	defer cancel()
	changes, err := res.feed.listen(ctx, after)
	if err != nil {
		_ = conn.Close(websocket.StatusTryAgainLater, "come back")
		return
	}
	ticker := time.NewTicker(res.opts.Live.opts.Heartbeat)
	defer ticker.Stop()
	for {
		var err error
		select {
		case c, open := <-changes:
			if !open {
				_ = conn.Close(websocket.StatusTryAgainLater, "come back")
				return
			}
			err = res.tell(ctx, conn, c)
		case <-ticker.C:
			err = res.ping(ctx, conn)
		case <-res.opts.Live.ending.Done():
			_ = conn.Close(websocket.StatusGoingAway, "shutting down")
			return
		case <-ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}

func (res *Resource) tell(ctx context.Context, conn *websocket.Conn, c aggregate.Change) error {
	ctx, cancel := context.WithTimeout(ctx, res.opts.Live.opts.WriteTimeout)
	defer cancel()
	text, err := json.Marshal(message{ID: c.ID, Version: c.Version})
	if err != nil {
		return err
	}
	return conn.Write(ctx, websocket.MessageText, text)
}

func (res *Resource) ping(ctx context.Context, conn *websocket.Conn) error {
	ctx, cancel := context.WithTimeout(ctx, res.opts.Live.opts.WriteTimeout)
	defer cancel()
	return conn.Ping(ctx)
}
