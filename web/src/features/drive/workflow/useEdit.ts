import { useReducer } from 'react'
import type { Definition } from './definition'

interface Edit { past: Definition[]; now: Definition; future: Definition[] }
type Done = { put: Definition } | 'undo' | 'redo'

const mostKept = 100

/** What is being written, with what it was before and what was undone. */
export function step(e: Edit, done: Done): Edit {
  if (done === 'undo') return e.past.length ? { past: e.past.slice(0, -1), now: e.past.at(-1)!, future: [e.now, ...e.future] } : e
  if (done === 'redo') return e.future.length ? { past: [...e.past, e.now], now: e.future[0]!, future: e.future.slice(1) } : e
  return JSON.stringify(done.put) === JSON.stringify(e.now) ? e : { past: [...e.past, e.now].slice(-mostKept), now: done.put, future: [] }
}

export function useEdit(first: Definition) {
  const [edit, act] = useReducer(step, { past: [], now: first, future: [] })
  return { ...edit, put: (d: Definition) => act({ put: d }), undo: () => act('undo'), redo: () => act('redo') }
}
