// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { saving, useSaving } from './saving'

test('what could not be kept stays said until it is kept, and only giving it up takes it back', async () => {
  const { result } = renderHook(useSaving)
  const undo = vi.fn()
  const save = vi.fn().mockRejectedValueOnce(new Error('no connection')).mockResolvedValueOnce('kept')
  await act(() => saving(save, undo))
  expect(result.current.state).toBe('failed')
  await act(() => saving(() => Promise.resolve('another'), undo))
  expect(result.current.state).toBe('failed')
  await act(async () => result.current.failed[0]!.again())
  expect(result.current.state).toBe('saved')
  expect(undo).not.toHaveBeenCalled()

  await act(() => saving(() => Promise.reject(new Error('refused')), undo))
  act(() => result.current.failed[0]!.forget())
  expect(result.current.state).toBe('idle')
  expect(undo).toHaveBeenCalledOnce()
})
