import { Button, Combobox, Group, Text, Textarea, useCombobox } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { userList } from '../../../../shared/client'
import { fold } from '../../../../shared/fold'
import { useWords } from '../../../../shared/language'
import { useRecords } from '../../../../shared/queries'
import { teamList } from '../../../../shared/record/operations'
import { useMay } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import { mentionAt, name } from './noteText'
import * as words from './words'

interface Props {
  initial?: string
  label: string
  action: string
  pending: boolean
  error?: unknown
  save: (text: string) => Promise<unknown>
  cancel?: () => void
  autoFocus?: boolean
}

/** Where a note is written: an @ names colleagues and teams, Ctrl+Enter keeps it. */
export function NoteWriter({ initial = '', label, action, pending, error, save, cancel, autoFocus }: Props) {
  const w = useWords(words)
  const [text, write] = useState(initial)
  const [open, setOpen] = useState(autoFocus || initial !== '')
  const box = useRef<HTMLTextAreaElement>(null)
  const naming = useNaming(box, text, write)
  const keep = async () => {
    if (!text.trim() || pending) return
    await save(text).then(() => { write(''); if (!initial) setOpen(false) }, () => {})
  }
  const keys = (e: KeyboardEvent) => {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); void keep() }
    if (e.key === 'Escape' && !naming.store.dropdownOpened) (cancel ?? (() => { if (!text) { setOpen(false); box.current?.blur() } }))()
  }
  return (
    <div>
      <Combobox store={naming.store} onOptionSubmit={naming.choose} position="bottom-start" width={280}>
        <Combobox.DropdownTarget>
          <Combobox.EventsTarget>
            <Textarea ref={box} aria-label={label} placeholder={w.write} autosize minRows={open ? 3 : 1} maxRows={16} maxLength={20_000} value={text} autoFocus={autoFocus}
              onFocus={() => setOpen(true)} onChange={(e) => { write(e.currentTarget.value); naming.look() }} onKeyUp={(e) => moves.has(e.key) && naming.look()} onClick={naming.look} onBlur={() => naming.store.closeDropdown()} onKeyDown={keys} />
          </Combobox.EventsTarget>
        </Combobox.DropdownTarget>
        <Combobox.Dropdown>
          <Combobox.Options aria-label={w.mention} mah={220} style={{ overflowY: 'auto' }}>
            {naming.found.map((f) => <Combobox.Option key={f.id} value={f.id}>{f.name}</Combobox.Option>)}
            {!naming.found.length && <Combobox.Empty>{w.nobodyFound}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {error != null && <Wrong error={error} />}
      {open && (
        <Group justify="space-between" mt={6} gap="xs">
          <Text size="xs" c="dimmed">{w.markdown}</Text>
          <Group gap="xs">
            {cancel && <Button size="xs" variant="subtle" onClick={cancel}>{w.cancel}</Button>}
            <Button size="xs" onClick={() => void keep()} loading={pending} disabled={!text.trim()}>{action}</Button>
          </Group>
        </Group>
      )}
    </div>
  )
}

/** Keys that move the cursor within a text; those that choose a name do not look again. */
const moves = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End'])

/** Who is named while an @ is being written. */
function useNaming(box: React.RefObject<HTMLTextAreaElement | null>, text: string, write: (text: string) => void) {
  const store = useCombobox({ onDropdownClose: () => store.resetSelectedOption() })
  const [at, setAt] = useState<ReturnType<typeof mentionAt>>()
  const everybody = useEverybody(at !== undefined)
  const found = at ? everybody.filter((e) => fold(e.name).includes(fold(at.typed.trim()))).slice(0, 8) : []
  const first = found[0]?.id
  const { dropdownOpened, selectFirstOption } = store
  useEffect(() => {
    if (dropdownOpened && first) selectFirstOption()
  }, [dropdownOpened, first, selectFirstOption])
  const look = () => requestAnimationFrame(() => {
    const now = box.current ? mentionAt(box.current.value, box.current.selectionStart) : undefined
    setAt(now)
    if (now) store.openDropdown()
    else store.closeDropdown()
  })
  const choose = (id: string) => {
    const who = everybody.find((e) => e.id === id)
    if (!who || !at || !box.current) return
    const [next, cursor] = name(text, at.from, box.current.selectionStart, who)
    write(next)
    store.closeDropdown()
    requestAnimationFrame(() => { box.current?.focus(); box.current?.setSelectionRange(cursor, cursor) })
  }
  return { store, found, look, choose }
}

/** Users and teams, as far as one may see them. */
function useEverybody(enabled: boolean): { id: string; name: string }[] {
  const may = useMay()
  const users = useRecords('users', userList, undefined, { enabled: enabled && may('users:read') })
  const teams = useRecords('teams', teamList, undefined, { enabled })
  return [...(users.data?.users ?? []).map((u) => ({ id: u.id, name: u.name || u.email })), ...(teams.data?.teams ?? [])]
}

