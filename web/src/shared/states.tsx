import { Alert, Button, Progress as Bar, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Problem, type Progress } from './ask'
import { useFormat } from './format'
import { useLanguage, useWords } from './language'
import { reasonIn } from './reasons'
import * as words from './words'

/** Work under way: how far it is, where that is known. */
export function Loading({ progress, height = 240 }: { progress?: Progress; height?: number | string }) {
  const w = useWords(words)
  const f = useFormat()
  const known = progress && progress.total > 0
  return (
    <Stack align="center" justify="center" gap="xs" mih={height} role="status">
      <Text c="dimmed" size="sm">{progress ? (w.steps[progress.step] ?? w.loading) : w.loading}</Text>
      <Bar value={known ? (100 * progress.done) / progress.total : 100} animated={!known} striped={!known} w={180} size="sm" aria-label={w.loading} />
      {known && <Text c="dimmed" size="xs" className="figures">{f.percent(progress.done / progress.total)}</Text>}
    </Stack>
  )
}

/** Nothing is here yet, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py={36} px="md" ta="center">
      <Text fw={600} size="lg">{title}</Text>
      <Text component="div" c="dimmed" maw={520}>{children}</Text>
    </Stack>
  )
}

/** Something failed: what the server said, and a way to try again. */
export function Wrong({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const w = useWords(words)
  return (
    <Alert color="red" variant="light" title={w.wrong} role="alert">
      <Text size="sm">{useMessage(error)}</Text>
      {retry && <Button mt="sm" size="xs" variant="default" onClick={() => void retry()}>{w.again}</Button>}
    </Alert>
  )
}

/** What to tell somebody about an error. */
export function useMessage(error: unknown): string {
  const w = useWords(words)
  if (error instanceof Problem) return error.status === 0 ? w.unreachable : error.message || w.unexplained
  return error instanceof Error ? error.message : w.unexplained
}

/** A figure that cannot be known, and why. */
export function NotEnough({ reason }: { reason?: string }) {
  const w = useWords(words)
  const { language } = useLanguage()
  return (
    <Text c="dimmed" size="sm">
      {w.notEnough}{reason && <>: {reasonIn(language, reason)}</>}
    </Text>
  )
}

interface Asked<T> {
  data: T | undefined
  error: unknown
  isPlaceholderData?: boolean
  progress?: Progress
  refetch: () => unknown
}

/** Shows an answer, or that it is on its way, or why there is none. The last answer stays, paler, until the next is there. */
export function Answer<T>({ query, height, children }: { query: Asked<T>; height?: number | string; children: (data: T) => ReactNode }) {
  if (query.data === undefined || (query.error && query.isPlaceholderData))
    return query.error ? <Wrong error={query.error} retry={query.refetch} /> : <Loading progress={query.progress} height={height} />
  return (
    <div style={{ opacity: query.isPlaceholderData ? 0.55 : 1, transition: 'opacity 150ms' }} aria-busy={query.isPlaceholderData}>
      {query.error != null && <Wrong error={query.error} retry={query.refetch} />}
      {children(query.data)}
    </div>
  )
}
