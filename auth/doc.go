// Package auth says who somebody is and what they may do: actors and roles, passwords, tokens, sessions, and how many
// attempts anybody has. Its policies are pure; the store keeps what they need, and api asks them.
package auth
