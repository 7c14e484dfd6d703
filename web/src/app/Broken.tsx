import { Button, Code, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWords } from '../shared/language'
import { Empty } from '../shared/states'
import * as words from './words'

/** A screen that fails while it is drawn. The others stay; opening it anew also brings its newest version. */
export function Broken({ error }: { error: unknown }) {
  const w = useWords(words)
  return (
    <div role="alert">
      <Empty title={w.broken}>
        {w.brokenAbout}
        <Code block my="md" ta="start" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{String(error)}</Code>
        <Group justify="center" gap="xs">
          <Button onClick={() => location.reload()}>{w.reopen}</Button>
          <Button variant="default" component={Link} to="/">{w.home}</Button>
        </Group>
      </Empty>
    </div>
  )
}
