import { type Stage, stages } from './stage'

// A funnel's steps as text ("Page Viewed, Order Completed[total >= 100], →customer") and as what the builder edits.
// The URL holds the text; the server reads the same grammar and has the last word on what a condition may say.

/** An event, perhaps with a condition as it is written between brackets, or the entry into a stage. */
export type Step = { event: string; where: string } | { stage: Stage }

/** Where a text stops being steps: the offset of the first character that does not fit. */
export class StepsError extends Error {
  constructor(
    readonly at: number,
    readonly expected: 'name' | 'stage' | 'quote' | 'bracket' | 'comma',
  ) {
    super(expected)
  }
}

export const isStage = (step: Step): step is { stage: Stage } => 'stage' in step

/** Throws a StepsError where the text is not steps; an empty text is no steps. */
export function readSteps(text: string): Step[] {
  const steps: Step[] = []
  if (text.trim() === '') return steps
  for (let at = 0; at <= text.length; ) {
    const [step, end] = readStep(text, at)
    steps.push(step)
    at = end + 1
  }
  return steps
}

function readStep(text: string, from: number): [Step, number] {
  const start = skipSpace(text, from)
  const [name, afterName] = readName(text, start)
  const [where, afterWhere] = text[afterName] === '[' ? readCondition(text, afterName) : ['', afterName]
  const end = skipSpace(text, afterWhere)
  if (end < text.length && text[end] !== ',') throw new StepsError(end, 'comma')
  if (name === '') throw new StepsError(start, 'name')
  const entry = text[start] === '"' ? null : /^(?:→|->)\s*(.*)$/.exec(name)
  return [entry ? stageEntry(entry[1]!, where, start) : { event: name, where }, end]
}

function stageEntry(name: string, where: string, at: number): Step {
  const stage = stages.find((s) => s === name)
  if (!stage || where) throw new StepsError(at, 'stage')
  return { stage }
}

function readName(text: string, start: number): [string, number] {
  if (text[start] === '"') return readQuoted(text, start)
  const length = text.slice(start).search(/[,[]/)
  const end = length < 0 ? text.length : start + length
  return [text.slice(start, end).trim(), end]
}

/** Reads "…" from its opening quote; \" and \\ stand for the quote and the backslash. */
export function readQuoted(text: string, start: number): [string, number] {
  let value = ''
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '"') return [value, i + 1]
    if (text[i] === '\\' && (text[i + 1] === '"' || text[i + 1] === '\\')) i++
    value += text[i]
  }
  throw new StepsError(start, 'quote')
}

function readCondition(text: string, start: number): [string, number] {
  for (let i = start + 1; i < text.length; ) {
    if (text[i] === ']') return [text.slice(start + 1, i).trim(), i + 1]
    i = text[i] === '"' ? readQuoted(text, i)[1] : i + 1
  }
  throw new StepsError(start, 'bracket')
}

function skipSpace(text: string, at: number): number {
  while (/\s/.test(text[at] ?? '')) at++
  return at
}

export const writeSteps = (steps: Step[]): string => steps.map(writeStep).join(', ')

export function writeStep(step: Step): string {
  if (isStage(step)) return `→${step.stage}`
  return writeName(step.event) + (step.where && `[${step.where}]`)
}

function writeName(name: string): string {
  const plain = name !== '' && name === name.trim() && !/[,["]/.test(name) && !/^(→|->)/.test(name)
  return plain ? name : quote(name)
}

export const quote = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`
