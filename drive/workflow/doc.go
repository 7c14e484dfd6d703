// Package workflow is what the house does by itself for one person after the other: when something happens, wait, look
// where they stand, act, and stop once the goal is reached.
//
// A Definition is a graph of nodes. Somebody who enters it has a run, and Step moves it: a pure function of definition,
// state, what occurred and the instant, that gives the next state and the effects to be carried out. Whoever calls it
// writes both in one transaction, so that each step is done once, whenever the process dies.
//
// A run stops where it has to wait, for a time, for an event, or for an answer it was not given: who calls Step is told
// by Definition.Asks which conditions to answer, and calls again. What a run does is done with what is known then; a
// condition behind an action is therefore always asked anew.
package workflow
