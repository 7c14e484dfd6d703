import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { AddStep } from './AddStep'
import { type Definition, nodeOf, type Way } from './definition'
import { share, useDescribe } from './describe'
import { StepCard, type Counts } from './StepCard'
import * as stepWords from './stepWords'
import { grow, out, type Row, type Step } from './tree'
import styles from './workflow.module.css'
import * as words from './words'

export interface Drawing {
  definition: Definition
  /** Undefined: only to be looked at. */
  put?: (d: Definition, open?: string) => void
  counts: Counts
  problems: Set<string>
  open: (id: string) => void
  people: (id: string) => void
  opened?: string
  /** A trial being shown: which nodes were come by, and where it is now. */
  trial?: { passed: Set<string>; now: string; came?: Way }
}

/** The steps of a workflow, drawn as rows within rows; as an outline the same list reads on a narrow screen. */
export function Canvas({ drawing, outline, zoom, head, remove }: { drawing: Drawing; outline: boolean; zoom: number; head: ReactNode; remove?: (id: string) => void }) {
  const w = useWords(words)
  const row = useMemo(() => grow(drawing.definition), [drawing.definition])
  const box = useRef<HTMLDivElement>(null)
  const now = drawing.trial?.now
  useEffect(() => {
    if (now) box.current?.querySelector('[data-now]')?.scrollIntoView({ block: 'center', inline: 'nearest' })
  }, [now])
  const press = (e: KeyboardEvent) => {
    const steps = [...(box.current?.querySelectorAll<HTMLElement>('[data-step]') ?? [])]
    const at = steps.indexOf(document.activeElement as HTMLElement)
    if (at < 0) return
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault()
      steps[at + (e.key === 'ArrowDown' ? 1 : -1)]?.focus()
    }
    if (e.key === 'Delete' && remove) {
      remove(steps[at]!.dataset.step!)
      ;(steps[at - 1] ?? steps[0])?.focus()
    }
  }
  return (
    <div ref={box} className={`${styles.canvas} ${outline ? styles.outline : styles.drawn}`} role="region" aria-label={w.canvas} tabIndex={outline ? undefined : 0} onKeyDown={press}>
      <div className={styles.sheet} style={outline ? undefined : { zoom }}>
        {head}
        <RowOf row={row} drawing={drawing} />
      </div>
    </div>
  )
}

function RowOf({ row, drawing }: { row: Row; drawing: Drawing }) {
  const parts = row.steps.at(-1)?.forks
  return (
    <ol className={styles.row}>
      {row.steps.map((step) => (
        <li key={step.node.id}>
          <AddStep drawing={drawing} ways={step.by} />
          <StepCard node={step.node} drawing={drawing} />
          {step.forks && <Forks step={step} drawing={drawing} />}
        </li>
      ))}
      {row.end.kind !== 'together' && <li><AddStep drawing={drawing} ways={row.last} leads /><EndOf row={row} drawing={drawing} /></li>}
      {row.end.kind === 'together' && row.last.length > 0 && (
        <li className={styles.on}>{!parts && <AddStep drawing={drawing} ways={row.last} leads />}<span className={styles.stretch} /></li>
      )}
    </ol>
  )
}

/** How a row ends: a pill that says so. */
function EndOf({ row: { end, last }, drawing }: { row: Row; drawing: Drawing }) {
  const w = useWords(words)
  const { title } = useDescribe()
  if (end.kind === 'nowhere') return <span className={`${styles.end} ${styles.wrong}`}>{w.nowhere}</span>
  if (end.kind !== 'end' && end.kind !== 'elsewhere') return null
  if (end.kind === 'elsewhere')
    return <button type="button" className={styles.end} onClick={() => document.querySelector<HTMLElement>(`[data-step="${end.node.id}"]`)?.focus()}>↪ {w.elsewhere(title(end.node))}</button>
  const came = drawing.trial?.came
  const here = drawing.trial?.now === end.node.id && last.some((way) => came && way.from === came.from && way.slot === came.slot)
  return <span className={`${styles.end} ${end.node.kind === 'goal' ? styles.goal : ''}`} data-now={here || undefined}>{end.node.kind === 'goal' ? '★ ' : ''}{end.node.name || w.ends[end.node.kind as 'exit' | 'goal']}</span>
}

function Forks({ step, drawing }: { step: Step; drawing: Drawing }) {
  const list = useRef<HTMLUListElement>(null)
  const goesOn = step.forks!.some((f) => out(f.row).length > 0)
  useBars(list)
  return (
    <div className={styles.parting}>
      <ul ref={list} className={styles.forks}>
        {step.forks!.map((f) => (
          <li key={f.way.slot} data-on={out(f.row).length > 0 || undefined}>
            <WayName way={f.way} drawing={drawing} />
            <RowOf row={f.row} drawing={drawing} />
          </li>
        ))}
      </ul>
      <span className={styles.bar} data-bar="top" aria-hidden />
      {goesOn && <span className={styles.bar} data-bar="bottom" aria-hidden />}
    </div>
  )
}

function WayName({ way, drawing: { definition } }: { way: Way; drawing: Drawing }) {
  const w = useWords(stepWords)
  const f = useFormat()
  const describe = useDescribe()
  const node = nodeOf(definition, way.from)!
  const path = typeof way.slot === 'number' ? node.paths?.[way.slot] : undefined
  const part = node.kind === 'split' && typeof way.slot === 'number' ? f.percent(share(node, way.slot)) : ''
  return <span className={styles.way} title={path?.where && describe.condition(path.where)}>{describe.way(definition, way)}{part && <b className="figures"> {part}</b>}{path?.holdout && path.name !== w.holdout && <em> {w.holdout}</em>}</span>
}

/** Lays the lines that part and join the rows of a fork: from its middle to the middles of the rows they touch. */
function useBars(list: { current: HTMLUListElement | null }) {
  useLayoutEffect(() => {
    const box = list.current?.parentElement
    if (!box) return
    const lay = () => {
      const middle = (e: HTMLElement) => e.offsetLeft + e.offsetWidth / 2
      const rows = [...list.current!.children] as HTMLElement[]
      for (const bar of box.querySelectorAll<HTMLElement>(':scope > [data-bar]')) {
        const touched = bar.dataset.bar === 'top' ? rows : rows.filter((r) => r.dataset.on)
        const points = [...touched.map(middle), box.offsetWidth / 2]
        bar.style.left = `${Math.min(...points) - 1}px`
        bar.style.width = `${Math.max(...points) - Math.min(...points) + 2}px`
      }
    }
    lay()
    const watch = new ResizeObserver(lay)
    watch.observe(box)
    for (const row of list.current!.children) watch.observe(row)
    return () => watch.disconnect()
  })
}
