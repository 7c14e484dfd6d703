import { Button, Drawer, SegmentedControl, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type FormEvent, useMemo, useState } from 'react'
import { Foot } from '../../../../shared/Foot'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useChange } from '../../../../shared/queries'
import { useFields } from '../../../../shared/record/field'
import { type Segment, segmentAdd, segmentSet } from '../../../../shared/record/operations'
import { useMessage, Wrong } from '../../../../shared/states'
import { allColumns } from '../list/columns'
import { type Group as Tree, readGroup, writeCondition } from '../list/condition'
import { GroupEditor } from '../list/GroupEditor'
import { useCount } from '../list/queries'
import * as words from './words'

/** Makes or changes a segment: its name, its condition, and how many that is while one builds. A list has no condition. */
export function SegmentForm({ segment, kind, close }: { segment?: Segment; kind: Segment['kind']; close: () => void }) {
  const w = useWords(words)
  const fields = useFields('people')
  const all = useMemo(() => allColumns('people', fields), [fields])
  const add = useChange(segmentAdd, { refreshes: ['segments'] })
  const set = useChange(segmentSet, { refreshes: ['segments', 'records'] })
  const [name, setName] = useState(segment?.name ?? '')
  const [description, describe] = useState(segment?.description ?? '')
  const [keep, setKeep] = useState(segment?.keep ?? false)
  const [where, setWhere] = useState(segment?.where ?? '')
  const [tree, setTree] = useState<Tree | undefined>(() => readGroup(segment?.where ?? ''))
  const [asText, showText] = useState(tree === undefined)
  const change = segment ? set : add
  const build = (next: Tree) => {
    setTree(next)
    setWhere(writeCondition(next))
  }
  const save = (e: FormEvent) => {
    e.preventDefault()
    const body = kind === 'list' ? { name, description } : { name, description, where, keep }
    if (segment) set.mutate({ path: { id: segment.id }, body }, { onSuccess: close })
    else add.mutate({ body: { ...body, kind } }, { onSuccess: close })
  }
  return (
    <Drawer opened onClose={close} position="right" size="xl" title={<b>{segment ? w.edit : kind === 'list' ? w.addList : w.add}</b>}>
      <form onSubmit={save}>
        <Stack>
          <TextInput label={w.name} required maxLength={80} data-autofocus value={name} onChange={(e) => setName(e.currentTarget.value)} />
          <TextInput label={w.description} maxLength={500} value={description} onChange={(e) => describe(e.currentTarget.value)} />
          {kind === 'rule' && (
            <>
                <SegmentedControl size="xs" aria-label={w.form} style={{ alignSelf: 'start' }} value={asText ? 'text' : 'build'} data={[{ value: 'build', label: w.build, disabled: asText && readGroup(where) === undefined }, { value: 'text', label: w.text }]}
                  onChange={(to) => { if (to === 'build') setTree(readGroup(where)); showText(to === 'text') }} />
                {asText || !tree
                  ? <Textarea label={w.condition} autosize minRows={3} spellCheck={false} value={where} onChange={(e) => setWhere(e.currentTarget.value)} />
                  : <GroupEditor type="people" fields={all} group={tree} change={build} />}
                <Fitting where={where} />
              <Switch label={w.keep} description={w.keepHint} checked={keep} onChange={(e) => setKeep(e.currentTarget.checked)} />
            </>
          )}
          {change.error != null && <Wrong error={change.error} />}
          <Foot close={close}>
            <Button type="submit" disabled={!name.trim() || (kind === 'rule' && !where.trim())} loading={change.isPending}>{w.save}</Button>
          </Foot>
        </Stack>
      </form>
    </Drawer>
  )
}

/** How many fit what is written, or why it cannot be read. */
function Fitting({ where }: { where: string }) {
  const w = useWords(words)
  const f = useFormat()
  const [settled] = useDebouncedValue(where.trim(), 350)
  const count = useCount('people', { where: settled }, settled !== '')
  const message = useMessage(count.error)
  if (!settled) return null
  if (count.error) return <p role="alert" style={{ color: 'var(--bad)', margin: 0, fontSize: '0.875rem' }}>{message}</p>
  return <p role="status" className="figures" style={{ margin: 0 }}>{count.data && w.people(count.data.count, f.number(count.data.count))}</p>
}
