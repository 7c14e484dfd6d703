import { Button, Modal, Select, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Foot } from '../../../../shared/Foot'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useChange, useRecords } from '../../../../shared/queries'
import { segmentAdd, segmentList, segmentPeople } from '../../../../shared/record/operations'
import { Loading, Wrong } from '../../../../shared/states'
import type { ListState } from './useList'
import type { Selection } from './useSelection'
import * as words from './words'

/** Puts the chosen people into a list, an existing one or one that is made by its name. */
export function ListDialog({ list, selection, close }: { list: ListState; selection: Selection; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const lists = (useRecords('segments', segmentList).data?.segments ?? []).filter((s) => s.kind === 'list')
  const [typed, type] = useState('')
  const [chosen, choose] = useState<string | null>(null)
  const add = useChange(segmentAdd, { refreshes: ['segments'] })
  const put = useChange(segmentPeople, { refreshes: ['segments', 'records'] })
  const fresh = typed.trim() !== '' && !lists.some((l) => l.name === typed.trim())
  const go = (id: string) => put.mutate(
    { path: { id }, body: selection.all ? { where: list.where ?? '', q: list.q, all: true } : { ids: [...selection.ids] } },
    { onSuccess: (done) => { notifications.show({ message: w.listDone(done.changed, f.number(done.changed)) }); selection.clear(); close() } },
  )
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (chosen === made) add.mutate({ body: { name: typed.trim(), kind: 'list' } }, { onSuccess: (s) => go(s.id) })
    else if (chosen) go(chosen)
  }
  const busy = add.isPending || put.isPending
  return (
    <Modal opened onClose={close} title={<b>{w.bulkList}</b>} closeOnClickOutside={!busy}>
      <form onSubmit={submit}>
        <Stack>
          <Select searchable data-autofocus label={w.listWhich} placeholder={w.listHint} nothingFoundMessage={w.listHint} value={chosen} onChange={choose} searchValue={typed} onSearchChange={type}
            data={[...lists.map((l) => ({ value: l.id, label: l.name })), ...(fresh ? [{ value: made, label: w.listNew(typed.trim()) }] : [])]} />
          {put.isPending && <Loading progress={put.progress} height={60} />}
          {(add.error ?? put.error) != null && <Wrong error={add.error ?? put.error} />}
          <Foot close={close}><Button type="submit" disabled={!chosen} loading={busy}>{w.bulkList}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}

const made = 'new'
