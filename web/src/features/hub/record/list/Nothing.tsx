import { Button, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../../../shared/language'
import { useMay } from '../../../../shared/session'
import { Empty } from '../../../../shared/states'
import type { ListState } from './useList'
import * as words from './words'

/** An empty list: how the first records come, or how to see more again. */
export function Nothing({ list }: { list: ListState }) {
  const w = useWords(words)
  const may = useMay()
  if (list.search.bin) return <Empty title={w.binEmpty} />
  if (list.q || list.where)
    return (
      <Empty title={w.none}>
        {w.noneDo}
        <br /><Button mt="md" variant="default" onClick={() => list.go({ q: undefined, where: '' })}>{w.showAll}</Button>
      </Empty>
    )
  return (
    <Empty title={w.nobody[list.type]}>
      {w.emptyDo[list.type]}
      <Group justify="center" mt="md" gap="xs">
        {may(`${list.type}:create`) && <Button onClick={() => list.go({ create: 'yes' })}>{w.create[list.type]}</Button>}
        {may('imports:write') && <Button component={Link} to="/import" variant="default">{w.toImport}</Button>}
      </Group>
    </Empty>
  )
}
