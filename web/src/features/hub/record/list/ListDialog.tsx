import { Autocomplete, Button, Checkbox, Modal, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Foot } from '../../../../shared/Foot'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useChange } from '../../../../shared/queries'
import { useListByName } from '../../../../shared/record/listByName'
import { segmentPeople } from '../../../../shared/record/operations'
import { offerUndo } from '../../../../shared/record/UndoNotice'
import { Loading, Wrong } from '../../../../shared/states'
import type { ListState } from './useList'
import type { Selection } from './useSelection'
import * as words from './words'

/** Puts the chosen people into a list, an existing one or one that is made by its name, or takes them out of one. */
export function ListDialog({ list, selection, close }: { list: ListState; selection: Selection; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const { lists, typed, type, name, named, take, making, error } = useListByName()
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
    if (named || fresh) take(go)
  }
  const busy = making || put.isPending
  return (
    <Modal opened onClose={close} title={<b>{w.bulkList}</b>} closeOnClickOutside={!busy}>
      <form onSubmit={submit}>
        <Stack>
          <Autocomplete data-autofocus label={w.listWhich} placeholder={remove ? w.listChoose : w.listHint} description={fresh ? w.listNew(name) : undefined} inputWrapperOrder={['label', 'input', 'description', 'error']}
            maxLength={80} data={lists.map((l) => l.name)} value={typed} onChange={type} />
          <Checkbox label={w.listOut} checked={remove} onChange={(e) => takeOut(e.currentTarget.checked)} />
          {put.isPending && <Loading progress={put.progress} height={60} />}
          {(error ?? put.error) != null && <Wrong error={error ?? put.error} />}
          <Foot close={close}><Button type="submit" disabled={!named && !fresh} loading={busy}>{remove ? w.listTake : w.bulkList}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
