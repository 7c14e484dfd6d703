import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { type Answer, ask, type Operation, type Options } from './ask'
import { useWords } from './language'
import { keys } from './queries'

const en = { save: 'Save', saved: 'Saved', publish: 'Publish', more: 'More', leave: 'What you wrote is not saved. Leave all the same?' }
const vi: typeof en = { save: 'Lưu', saved: 'Đã lưu', publish: 'Phát hành', more: 'Thêm', leave: 'Phần bạn viết chưa được lưu. Vẫn rời đi?' }

/** What is written as a draft and published in versions. */
export interface Versioned {
  id: string
  /** Counts what was saved; a save names the one it was written upon. */
  edition: number
  /** The version others see; 0 before the first. */
  published: number
  /** What is saved differs from what is published. */
  changed: boolean
}

/** A change of useChange, as far as a draft needs it. */
interface Change<Asked, Stored> {
  mutate: (asked: Asked, then: { onSuccess: (now: Stored) => void }) => void
  isPending: boolean
  error: unknown
}

interface Changes<Stored, Draft> {
  save: Change<{ path: { id: string }; body: Draft & { edition: number } }, Stored>
  publish: Change<{ path: { id: string } }, Stored>
  /** What is said once it is published. */
  published: (version: number) => string
}

/** Nobody leaves what is not saved without being asked. */
export function useUnsaved(changed: boolean) {
  const w = useWords({ en, vi })
  useBlocker({ shouldBlockFn: () => changed && !window.confirm(w.leave), enableBeforeUnload: changed })
}

/** One thing that is written, as it is stored. Asked anew whenever it is opened, so nobody begins on an old edition. */
export const useStored = <O extends Operation>(name: string, show: O, id: string) =>
  useQuery<Answer<O>>({
    queryKey: keys.record(name, { id }),
    queryFn: ({ signal }) => ask(show, { path: { id }, signal } as unknown as Options<O>),
    gcTime: 0,
  })

/**
 * A draft being written: what differs from what is stored, saving it, publishing it. Nobody leaves what is not saved
 * without being asked. `of` takes what is written out of what is stored.
 */
export function useDraft<Stored extends Versioned, Draft>(stored: Stored, of: (stored: Stored) => Draft, { save, publish, published }: Changes<Stored, Draft>) {
  const w = useWords({ en, vi })
  const [saved, setSaved] = useState(stored)
  const [draft, setDraft] = useState(() => of(stored))
  const changed = !same(draft, of(saved))
  useUnsaved(changed)

  const put = (change: Partial<Draft> | ((old: Draft) => Partial<Draft>)) =>
    setDraft((old) => ({ ...old, ...(typeof change === 'function' ? change(old) : change) }))
  const saveAnd = (then: () => void) => save.mutate({ path: { id: saved.id }, body: { ...draft, edition: saved.edition } }, {
    onSuccess: (now) => {
      setSaved(now)
      setDraft((written) => (same(written, draft) ? of(now) : written)) // what was written meanwhile stays
      then()
    },
  })
  const publishSaved = () => publish.mutate({ path: { id: saved.id } }, {
    onSuccess: (now) => {
      setSaved(now)
      notifications.show({ message: published(now.published) })
    },
  })

  return {
    draft,
    put,
    /** As the server has it. */
    saved,
    /** Takes in what another change left there; what is written stays. */
    now: (stored: Stored) => setSaved(stored),
    changed,
    state: changed ? 'unsaved' : !saved.published ? 'draft' : saved.changed ? 'unpublished' : 'published',
    saving: save.isPending,
    publishing: publish.isPending,
    error: save.error ?? publish.error,
    save: () => saveAnd(() => notifications.show({ message: w.saved })),
    /** Does what needs the draft to be stored, saving it first where it is not. */
    stored: (then: () => void) => (changed ? saveAnd(then) : then()),
    publish: () => (changed ? saveAnd(publishSaved) : publishSaved()),
  } as const
}

/** What useDraft gives. */
export type Writing<Stored extends Versioned, Draft> = ReturnType<typeof useDraft<Stored, Draft>>

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** The buttons of a draft: save, what belongs between, publish. */
export function SaveAndPublish<S extends Versioned, D>({ of, children }: { of: Writing<S, D>; children?: ReactNode }) {
  const w = useWords({ en, vi })
  const busy = of.saving || of.publishing
  return (
    <>
      <Button size="xs" variant="default" disabled={!of.changed} loading={of.saving} onClick={of.save}>{w.save}</Button>
      {children}
      <Button size="xs" disabled={busy || (!of.changed && !of.saved.changed)} loading={of.publishing} onClick={of.publish}>{w.publish}</Button>
    </>
  )
}

/** The menu of a draft that can be put away, and removed while it was never published. The words are what that means for it. */
export function PutAway<S extends Versioned, D extends { archived: boolean }>({ of, words, remove }: { of: Writing<S, D>; words: { archive: string; unarchive: string; remove: string }; remove: () => void }) {
  const w = useWords({ en, vi })
  const { archived } = of.draft
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button size="xs" variant="default" aria-label={w.more}>…</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => of.put({ archived: !archived } as Partial<D>)}>{archived ? words.unarchive : words.archive}</Menu.Item>
        {!of.saved.published && <Menu.Item color="red" onClick={remove}>{words.remove}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
