import { ActionIcon, Button, Group, Menu, Modal, SegmentedControl, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Confirm } from '../../../../shared/Confirm'
import { Foot } from '../../../../shared/Foot'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import type { View } from '../../../../shared/record/operations'
import { Wrong } from '../../../../shared/states'
import styles from './list.module.css'
import { useAddView, useRemoveView, useSetView } from './queries'
import type { ListState } from './useList'
import * as words from './words'

/** The saved lists as tabs; what differs from the one it began with can be kept in it or as a new one. */
export function ViewTabs({ list }: { list: ListState }) {
  const w = useWords(words)
  const [naming, name] = useState<'new' | 'rename'>()
  const [removing, remove] = useState(false)
  const set = useSetView()
  const { view, views } = list
  const shown = { where: list.where ?? '', sort: list.sortText ?? '', columns: list.columns.map((c) => c.key).join(',') }
  const asSaved = { bin: undefined, where: undefined, sort: undefined, columns: undefined }
  const keep = () => view && set.mutate({ path: { id: view.id }, body: shown }, { onSuccess: () => list.go(asSaved) })
  return (
    <div className={styles.views}>
      <div role="group" aria-label={w.views} className={styles.tabs}>
        {views.map((v) => (
          <button type="button" key={v.id} aria-pressed={v.id === view?.id} className={styles.tab} onClick={() => list.go({ view: v.id, q: undefined, ...asSaved })}>
            {v.name}{v.id === view?.id && list.changed && <span title={w.viewChanged} aria-label={w.viewChanged}> •</span>}
          </button>
        ))}
      </div>
      {list.changed && (
        <Group gap={4} wrap="nowrap">
          {view && !view.builtin && view.mine !== false && <Button size="compact-sm" variant="light" loading={set.isPending} onClick={keep}>{w.viewKeep}</Button>}
          <Button size="compact-sm" variant="light" onClick={() => name('new')}>{w.viewNew}</Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => list.go(asSaved)}>{w.viewBack}</Button>
        </Group>
      )}
      {view && (
        <Menu position="bottom-end">
          <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={w.viewMenu} title={w.viewMenu}><Icon name="more" /></ActionIcon></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => name('new')}>{w.viewNew}</Menu.Item>
            <Menu.Item disabled={list.first === view.id} onClick={() => list.begin(view.id)}>{list.first === view.id ? w.viewIsFirst : w.viewFirst}</Menu.Item>
            <Menu.Item onClick={() => list.go({ bin: 'yes', where: '', q: undefined })}>{w.bin}</Menu.Item>
            <Menu.Item onClick={() => void navigator.clipboard.writeText(location.href).then(() => notifications.show({ message: w.viewLinked }))}>{w.viewLink}</Menu.Item>
            {!view.builtin && view.mine !== false && <Menu.Item onClick={() => name('rename')}>{w.viewRename}</Menu.Item>}
            {!view.builtin && view.mine !== false && <Menu.Item color="red" onClick={() => remove(true)}>{w.viewRemove}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
      {naming && <ViewForm list={list} view={naming === 'rename' ? view : undefined} shown={shown} close={() => name(undefined)} />}
      {removing && view && <Removing view={view} done={() => list.go({ view: undefined, ...asSaved })} close={() => remove(false)} />}
    </div>
  )
}

type Shared = NonNullable<View['shared']>

/** Names a list, and says who sees it. */
function ViewForm({ list, view, shown, close }: { list: ListState; view?: View; shown: { where: string; sort: string; columns: string }; close: () => void }) {
  const w = useWords(words)
  const add = useAddView()
  const set = useSetView()
  const [name, setName] = useState(view?.name ?? '')
  const [shared, share] = useState<Shared>(view?.shared ?? 'me')
  const save = (e: FormEvent) => {
    e.preventDefault()
    if (view) set.mutate({ path: { id: view.id }, body: { name, shared } }, { onSuccess: close })
    else add.mutate({ body: { type: list.type, name, shared, ...shown } }, { onSuccess: (kept) => { list.go({ view: kept.id, where: undefined, sort: undefined, columns: undefined }); close() } })
  }
  const change = view ? set : add
  return (
    <Modal opened onClose={close} title={<b>{view ? w.viewRename : w.viewNew}</b>}>
      <form onSubmit={save}>
        <TextInput label={w.viewName} required maxLength={80} data-autofocus value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <div className={styles.label} id="view-shared">{w.viewShared}</div>
        <SegmentedControl fullWidth aria-labelledby="view-shared" value={shared} onChange={(v) => share(v as Shared)} data={(['me', 'team', 'all'] as const).map((value) => ({ value, label: w.shared[value] }))} />
        {change.error != null && <Wrong error={change.error} />}
        <Foot close={close}>
          <Button type="submit" loading={change.isPending}>{w.save}</Button>
        </Foot>
      </form>
    </Modal>
  )
}

function Removing({ view, done, close }: { view: View; done: () => void; close: () => void }) {
  const w = useWords(words)
  const remove = useRemoveView()
  return (
    <Confirm title={w.viewRemove} action={w.viewRemove} grave close={close} change={remove} go={() => remove.mutate({ path: { id: view.id } }, { onSuccess: () => { done(); close() } })}>
      {w.viewRemoveAbout(view.name)}
    </Confirm>
  )
}
