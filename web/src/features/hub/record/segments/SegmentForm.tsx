import { Button, Drawer, Stack, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ConditionInput } from '../../../../shared/condition/ConditionInput'
import { Foot } from '../../../../shared/Foot'
import { useWords } from '../../../../shared/language'
import { useChange } from '../../../../shared/queries'
import { type Segment, segmentAdd, segmentSet } from '../../../../shared/record/operations'
import { Wrong } from '../../../../shared/states'
import * as words from './words'

/** Makes or changes a segment: its name, its condition. A list has no condition. */
export function SegmentForm({ segment, kind, close }: { segment?: Segment; kind: Segment['kind']; close: () => void }) {
  const w = useWords(words)
  const add = useChange(segmentAdd, { refreshes: ['segments'] })
  const set = useChange(segmentSet, { refreshes: ['segments', 'records'] })
  const [name, setName] = useState(segment?.name ?? '')
  const [description, describe] = useState(segment?.description ?? '')
  const [keep, setKeep] = useState(segment?.keep ?? false)
  const [where, setWhere] = useState(segment?.where ?? '')
  const change = segment ? set : add
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
              <ConditionInput type="people" value={where} change={setWhere} />
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
