import { ActionIcon, Menu } from '@mantine/core'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { BoardColumn } from '../../../shared/board/Board'
import board from '../../../shared/board/board.module.css'
import type { BoardCard, BoardColumn as Standing, Pipeline, Stale } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { RowLink } from '../../../shared/RowLink'
import type { Moving } from './BoardPage'
import styles from './deal.module.css'
import { type Narrowed, useFurther } from './queries'
import * as words from './words'

/** What is carried from one column to another; a drop of anything else is none. */
const carried = 'application/x-deal'

interface Props { column: Standing; pipeline: Pipeline; asked: Narrowed; may: boolean; put: (m: Moving) => void }

/** One stage of a board: what its deals come to, and the deals, more of them as they are asked for. */
export function Column({ column, pipeline, asked, may, put }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const [over, hover] = useState(false)
  const [wanted, want] = useState(false)
  const further = useFurther(asked, column.stage, column.cursor, wanted)
  const cards = [...column.cards, ...(further.data?.pages.flatMap((p) => p.columns[0]?.cards ?? []) ?? [])]
  const name = inLanguage(pipeline.stages.find((s) => s.key === column.stage)?.label, language)
  const drop = (e: DragEvent) => {
    e.preventDefault()
    hover(false)
    const text = e.dataTransfer.getData(carried)
    if (!text) return
    const { card, from } = JSON.parse(text) as { card: BoardCard; from: string }
    if (from !== column.stage) put({ card, stage: column.stage })
  }
  const facts = (
    <>
      <p>{w.deals(column.deals, f.number(column.deals))}{column.sums.map((s) => ` · ${f.money(s.value, s.currency)}`).join('')}</p>
      {column.sums.some((s) => s.expected !== s.value && s.expected) && <p>{column.sums.map((s) => w.expected(f.money(s.expected, s.currency))).join(' · ')}</p>}
    </>
  )
  const more = column.cursor && (!wanted || further.hasNextPage) ? { label: w.further, loading: further.isFetching, ask: () => (wanted ? void further.fetchNextPage() : want(true)) } : undefined
  return (
    <BoardColumn name={name} facts={facts} none={w.none} further={more} data-stage={column.stage} data-over={over || undefined}
      onDragOver={(e) => { if (may && e.dataTransfer.types.includes(carried)) { e.preventDefault(); hover(true) } }} onDragLeave={() => hover(false)} onDrop={drop}>
      {cards.map((c) => <Card key={c.id} card={c} stage={column.stage} pipeline={pipeline} may={may} put={put} />)}
    </BoardColumn>
  )
}

interface CardProps { card: BoardCard; stage: string; pipeline: Pipeline; may: boolean; put: (m: Moving) => void }

function Card({ card, stage, pipeline, may, put }: CardProps) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const keys = pipeline.stages.map((s) => s.key!)
  const press = (e: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key]
    if (!may || !e.altKey || !step) return
    e.preventDefault() // the browser would go back
    const to = keys[keys.indexOf(stage) + step]
    if (to) put({ card, stage: to })
  }
  const facts = [card.person?.name, card.company?.name, card.close_date && w.due(f.day(`${card.close_date}T12:00:00Z`)), card.owner?.name]
  return (
    <li className={`${board.card} ${styles.card}`} draggable={may} data-deal={card.id} data-stale={card.signs?.length ? true : undefined} onKeyDown={press}
      onDragStart={(e) => { e.dataTransfer.setData(carried, JSON.stringify({ card, from: stage })); e.dataTransfer.effectAllowed = 'move' }}>
      <RowLink to={`/deals/${card.id}`} className={board.name}>{card.name}</RowLink>
      {card.value !== undefined && <div className={styles.worth}>{f.money(card.value, card.currency)}</div>}
      <p>{facts.filter(Boolean).join(' · ')}</p>
      {card.signs?.map((s) => <p key={s.sign} className={board.sign}><Sign sign={s} /></p>)}
      {may && (
        <div className={styles.mover}>
          <Menu position="bottom-end" withinPortal>
            <Menu.Target><ActionIcon size="sm" variant="subtle" color="gray" aria-label={w.move(card.name)}><Icon name="more" size={16} /></ActionIcon></Menu.Target>
            <Menu.Dropdown>{pipeline.stages.filter((s) => s.key !== stage).map((s) => <Menu.Item key={s.key} onClick={() => put({ card, stage: s.key! })}>{inLanguage(s.label, language)}</Menu.Item>)}</Menu.Dropdown>
          </Menu>
        </div>
      )}
    </li>
  )
}

/** Why a deal needs looking at, in words. */
export function Sign({ sign }: { sign: Stale }) {
  const w = useWords(words)
  return w.signs[sign.sign](sign.is, sign.bound)
}
