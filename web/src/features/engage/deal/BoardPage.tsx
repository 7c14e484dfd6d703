import { Button, SegmentedControl, Select } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Board } from '../../../shared/board/Board'
import type { BoardCard } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { Screen } from '../../../shared/Screen'
import { useMay, useSession } from '../../../shared/session'
import { Answer, Empty } from '../../../shared/states'
import { Column } from './Column'
import { MoveDialog } from './MoveDialog'
import { useBoard, useMove, usePipelineOf } from './queries'
import type { BoardSearch } from './search'
import * as words from './words'

export interface Moving { card: BoardCard; stage: string }

/** The deals of a pipeline as a board: one column for each stage. */
export function BoardPage() {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const may = useMay()
  const me = useSession()?.user
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as BoardSearch
  const { setup, known, key } = usePipelineOf(search.pipeline)
  const asked = { pipeline: key, where: search.where }
  const board = useBoard(asked, known)
  const move = useMove()
  const [lacking, ask] = useState<Moving>()
  const [said, say] = useState('')
  const pipeline = setup?.pipelines.find((p) => p.key === (key ?? board.data?.pipeline))
  const stageName = (key: string) => inLanguage(pipeline?.stages.find((s) => s.key === key)?.label, language)
  const go = (change: Partial<BoardSearch>) => void navigate({ to: '.', search: ((before: object) => ({ ...before, ...change })) as never, replace: true })
  const underway = useRef<Moving>(undefined)
  useEffect(() => { // the focus goes along with a card that comes to another column
    const { card, stage } = underway.current ?? {}
    const name = card && document.querySelector<HTMLElement>(`[data-stage="${stage}"] [data-deal="${card.id}"] a`)
    if (!name) return
    underway.current = undefined
    name.focus()
  }, [board.data])
  const put = ({ card, stage }: Moving) => {
    if (move.isPending && underway.current?.card.id === card.id) return
    underway.current = { card, stage }
    move.mutate({ path: { type: 'deals', id: card.id }, headers: { 'If-Match': `"${card.version}"` }, body: { values: { deal_stage: stage } } },
      { onSuccess: () => say(w.moved(card.name, stageName(stage))), onError: () => ask({ card, stage }) })
  }
  const mine = 'owner = me'
  return (
    <Screen title={w.title} lead={w.lead} actions={<>
      <Button component={Link} to={'/deals/list' as string} size="xs" variant="default">{w.list}</Button>
      <Button component={Link} to={'/deals/report' as string} size="xs" variant="default">{w.report}</Button>
      {may('pipelines:write') && <Button component={Link} to={'/settings/pipelines' as string} size="xs" variant="default">{w.settings}</Button>}
      {may('deals:create') && <Button component={Link} to={'/deals/list?create=yes' as string} size="xs" leftSection={<Icon name="add" size={16} />}>{w.create}</Button>}
    </>}>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginBottom: 12 }}>
        {(setup?.pipelines.length ?? 0) > 1 && <Select size="xs" aria-label={w.pipeline} allowDeselect={false} value={pipeline?.key ?? null} data={setup!.pipelines.map((p) => ({ value: p.key!, label: inLanguage(p.label, language) }))} onChange={(key) => go({ pipeline: key ?? undefined })} />}
        {me && <SegmentedControl size="xs" aria-label={w.owner} value={search.where === mine ? 'mine' : 'all'} onChange={(v) => go({ where: v === 'mine' ? mine : undefined })} data={[{ value: 'all', label: w.all }, { value: 'mine', label: w.mine }]} />}
      </div>
      <Answer query={board}>
        {(data) => pipeline ? (
          <>
            {data.columns.every((c) => !c.deals) && <Empty title={w.empty}>{w.emptyDo}</Empty>}
            <Board label={w.board}>
              {data.columns.map((c) => <Column key={c.stage} column={c} pipeline={pipeline} asked={asked} may={may('deals:update')} put={put} />)}
            </Board>
            <p style={{ color: 'var(--soft)', fontSize: '0.8125rem' }}>{w.closedSince(f.day(`${data.closed}T12:00:00Z`))}</p>
          </>
        ) : null}
      </Answer>
      <div role="status" aria-live="polite" style={{ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }}>{said}</div>
      {lacking && pipeline && <MoveDialog id={lacking.card.id} name={lacking.card.name} stage={lacking.stage} close={() => ask(undefined)} />}
    </Screen>
  )
}
