import { Autocomplete, Button, Checkbox, Modal, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Foot } from '../../../../shared/Foot'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useChange, useRecords } from '../../../../shared/queries'
import { segmentAdd, segmentList, segmentPeople } from '../../../../shared/record/operations'
import { offerUndo } from '../../../../shared/record/UndoNotice'
import { Loading, Wrong } from '../../../../shared/states'
import type { ListState } from './useList'
import type { Selection } from './useSelection'
import * as words from './words'

/** Puts the chosen people into a list, an existing one or one that is made by its name, or takes them out of one. */
export function ListDialog({ list, selection, close }: { list: ListState; selection: Selection; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const lists = (useRecords('segments', segmentList).data?.segments ?? []).filter((s) => s.kind === 'list')
  const [typed, type] = useState('')
  const name = typed.trim()
  const named = lists.find((l) => l.name === name)
  const add = useChange(segmentAdd, { refreshes: ['segments'] })
  const put = useChange(segmentPeople, { refreshes: ['segments', 'records'] })
  const [remove, takeOut] = useState(false)
  const fresh = name !== '' && !named && !remove
  const go = (id: string) => put.mutate(
    { path: { id }, body: { ...(selection.all ? { where: list.where ?? '', q: list.q, all: true } : { ids: [...selection.ids] }), remove } },
    {
      onSuccess: ({ act, changed }) => {
        const said = (remove ? w.listLeft : w.listDone)(changed, f.number(changed))
        if (changed) offerUndo(act, said, ['segments'])
        else notifications.show({ message: said })
        selection.clear()
        close()
      },
    },
  )
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (named) go(named.id)
    else if (fresh) add.mutate({ body: { name, kind: 'list' } }, { onSuccess: (s) => go(s.id) })
  }
  const busy = add.isPending || put.isPending
  return (
    <Modal opened onClose={close} title={<b>{w.bulkList}</b>} closeOnClickOutside={!busy}>
      <form onSubmit={submit}>
        <Stack>
          <Autocomplete data-autofocus label={w.listWhich} placeholder={remove ? w.listChoose : w.listHint} description={fresh ? w.listNew(name) : undefined} inputWrapperOrder={['label', 'input', 'description', 'error']}
            maxLength={80} data={lists.map((l) => l.name)} value={typed} onChange={type} />
          <Checkbox label={w.listOut} checked={remove} onChange={(e) => takeOut(e.currentTarget.checked)} />
          {put.isPending && <Loading progress={put.progress} height={60} />}
          {(add.error ?? put.error) != null && <Wrong error={add.error ?? put.error} />}
          <Foot close={close}><Button type="submit" disabled={!named && !fresh} loading={busy}>{remove ? w.listTake : w.bulkList}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
