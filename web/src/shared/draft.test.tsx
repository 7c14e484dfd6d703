// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { useDraft } from './draft'

const leaving = vi.hoisted(() => ({ blocked: (): boolean => false }))
vi.mock('@tanstack/react-router', () => ({ useBlocker: ({ shouldBlockFn }: { shouldBlockFn: () => boolean }) => { leaving.blocked = shouldBlockFn } }))
vi.mock('@mantine/notifications', () => ({ notifications: { show: () => undefined } }))

const stored = { id: 'x', edition: 3, published: 1, changed: false, name: 'Cũ' }
type Stored = typeof stored
type Then = { onSuccess: (now: Stored) => void }

const save = { mutate: vi.fn<(asked: { body: { name: string; edition: number } }, then: Then) => void>(), isPending: false, error: null }
const publish = { mutate: vi.fn<(asked: { path: { id: string } }, then: Then) => void>(), isPending: false, error: null }
const write = () => renderHook(() => useDraft(stored, (s) => ({ name: s.name }), { save, publish, published: String })).result

/** Answers a save as the server does. */
const answerSave = () => act(() => {
  const [asked, then] = save.mutate.mock.lastCall!
  then.onSuccess({ ...stored, name: asked.body.name.trim(), edition: asked.body.edition + 1, changed: true })
})

beforeEach(() => void [save.mutate, publish.mutate].forEach((m) => m.mockReset()))

test('a save names the edition it was written upon, and shows what the server made of it', () => {
  const writing = write()
  act(() => writing.current.put({ name: ' Mới ' }))
  expect(writing.current.state).toBe('unsaved')
  act(() => writing.current.save())
  expect(save.mutate.mock.lastCall![0]).toEqual({ path: { id: 'x' }, body: { name: ' Mới ', edition: 3 } })
  answerSave()
  expect([writing.current.draft.name, writing.current.saved.edition, writing.current.state]).toEqual(['Mới', 4, 'unpublished'])
})

test('what is written while a save is on its way stays, and is not yet saved', () => {
  const writing = write()
  act(() => writing.current.put({ name: 'Một' }))
  act(() => writing.current.save())
  act(() => writing.current.put({ name: 'Một hai' }))
  answerSave()
  expect([writing.current.draft.name, writing.current.saved.name, writing.current.state]).toEqual(['Một hai', 'Một', 'unsaved'])
})

test('to publish saves first what is not saved', () => {
  const writing = write()
  act(() => writing.current.put({ name: 'Mới' }))
  act(() => writing.current.publish())
  expect(publish.mutate).not.toHaveBeenCalled()
  answerSave()
  act(() => publish.mutate.mock.lastCall![1].onSuccess({ ...stored, name: 'Mới', edition: 4, published: 2 }))
  expect([writing.current.saved.published, writing.current.state]).toEqual([2, 'published'])
})

test('nobody leaves what is not saved without being asked', () => {
  const asked = vi.spyOn(window, 'confirm').mockReturnValue(false)
  const writing = write()
  expect(leaving.blocked()).toBe(false)
  act(() => writing.current.put({ name: 'Mới' }))
  expect(leaving.blocked()).toBe(true)
  expect(asked).toHaveBeenCalledOnce()
})
