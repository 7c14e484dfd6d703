import { Button, Group } from '@mantine/core'
import { useWords } from '../../../shared/language'
import * as words from './words'

/** The button that shows the next page of a list. */
export function Further({ query: q }: { query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  const w = useWords(words)
  if (!q.hasNextPage) return null
  return <Group mt="sm"><Button variant="default" size="xs" loading={q.isFetchingNextPage} onClick={() => void q.fetchNextPage()}>{w.further}</Button></Group>
}
