import type { Action, Definition, Node, Trigger } from '../../../shared/client'

export type { Action, Definition, Node, Trigger }
export type NodeKind = Node['kind']

/** One way out of a node: where `next` or `else` says, or that of a path by its place. */
export interface Way { from: string; slot: 'start' | 'next' | 'else' | number }

/** The ways out of a node, in order. */
export function waysOf(n: Node): Way[] {
  const way = (slot: Way['slot']): Way => ({ from: n.id, slot })
  switch (n.kind) {
    case 'wait': return n.field && n.else ? [way('next'), way('else')] : [way('next')]
    case 'await': return [way('next'), way('else')]
    case 'action': return [way('next')]
    case 'branch': return [...(n.paths ?? []).map((_, i) => way(i)), way('else')]
    case 'split': return (n.paths ?? []).map((_, i) => way(i))
    default: return []
  }
}

/** A way by which people go on from the first node of all. */
export const start: Way = { from: '', slot: 'start' }

/** The id of the node a way leads to; empty: nowhere yet. */
export function leadsTo(d: Definition, { from, slot }: Way): string {
  if (slot === 'start') return d.start
  const n = nodeOf(d, from)
  return (typeof slot === 'number' ? n?.paths?.[slot]?.next : n?.[slot]) ?? ''
}

export const nodeOf = (d: Definition, id: string) => d.nodes.find((n) => n.id === id)

/** The same definition with one way leading elsewhere. */
export function lead(d: Definition, { from, slot }: Way, to: string): Definition {
  if (slot === 'start') return { ...d, start: to }
  return change(d, from, (n) => (typeof slot === 'number' ? { ...n, paths: n.paths?.map((p, i) => (i === slot ? { ...p, next: to } : p)) } : { ...n, [slot]: to }))
}

/** The same definition with one node changed. */
export const change = (d: Definition, id: string, to: (n: Node) => Node): Definition => ({ ...d, nodes: d.nodes.map((n) => (n.id === id ? to(n) : n)) })

export const ends = (n: Node) => n.kind === 'exit' || n.kind === 'goal'

/** An id nobody has yet: a, or a with a number behind it. */
export function freeId(taken: { id: string }[], wanted: string): string {
  for (let i = 1; ; i++) {
    const id = i === 1 ? wanted : `${wanted}_${i}`
    if (!taken.some((t) => t.id === id)) return id
  }
}

/** The same definition with a way that ends, and the id of the node it ends at. */
export function ending(d: Definition, kind: 'exit' | 'goal'): [Definition, string] {
  const there = d.nodes.find((n) => n.kind === kind)
  if (there) return [d, there.id]
  const id = freeId(d.nodes, kind === 'exit' ? 'end' : kind)
  return [{ ...d, nodes: [...d.nodes, { id, kind }] }, id]
}

/** The same definition with a new node upon ways that lead to one place, and its id. All its ways lead there. */
export function insert(d: Definition, ways: Way[], kind: NodeKind, action?: string): [Definition, string] {
  const id = freeId(d.nodes, action ?? kind)
  const next = leadsTo(d, ways[0]!)
  return [ways.reduce((rest, way) => lead(rest, way, id), { ...d, nodes: [...d.nodes, fresh(id, kind, next, action)] }), id]
}

function fresh(id: string, kind: NodeKind, next: string, action?: string): Node {
  switch (kind) {
    case 'wait': return { id, kind, for: '1d', next }
    case 'await': return { id, kind, event: '', for: '3d', next, else: next }
    case 'branch': return { id, kind, paths: [{ where: '', next }], else: next }
    case 'split': return { id, kind, paths: [{ weight: 50, next }, { weight: 50, next }] }
    default: return { id, kind, action, with: {}, next }
  }
}

/** The same definition without a node: what led to it leads on by its first way, and what only it led to goes with it. */
export function without(d: Definition, id: string): Definition {
  const n = nodeOf(d, id)
  if (!n) return d
  const [first] = waysOf(n)
  const next = first ? leadsTo(d, first) : ''
  const to = next === id ? '' : next
  const led = [start, ...d.nodes.filter((o) => o.id !== id).flatMap(waysOf)].filter((w) => leadsTo(d, w) === id)
  return pruned(led.reduce((rest, w) => lead(rest, w, to), { ...d, nodes: d.nodes.filter((o) => o.id !== id) }))
}

/** The same definition without nodes nothing leads to. */
export function pruned(d: Definition): Definition {
  const reached = new Set<string>()
  for (const open = [d.start]; open.length;) {
    const n = nodeOf(d, open.pop()!)
    if (!n || reached.has(n.id)) continue
    reached.add(n.id)
    open.push(...waysOf(n).map((w) => leadsTo(d, w)))
  }
  return { ...d, nodes: d.nodes.filter((n) => reached.has(n.id)) }
}

/** All conditions on people a definition asks, each once. */
export const conditions = (d: Definition) =>
  [...new Set([d.where, d.goal?.where, ...d.nodes.flatMap((n) => (n.paths ?? []).map((p) => p.where))].filter((c): c is string => !!c))]
