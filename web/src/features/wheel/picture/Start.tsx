import { Button, Paper, SimpleGrid, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { sampleLoad } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useChange } from '../../../shared/queries'
import { useMay } from '../../../shared/session'
import { Loading, Wrong } from '../../../shared/states'
import * as words from './words'

/** An empty house: what to begin with. */
export function Start() {
  const w = useWords(words)
  const may = useMay()
  const load = useChange(sampleLoad, { refreshes: ['session', 'readouts', 'workspace', 'imports'] })
  if (load.isPending) return <><Text ta="center" mt="xl" fw={600}>{w.sampleLoading}</Text><Loading progress={load.progress} height={160} /></>
  return (
    <section style={{ maxWidth: 980, margin: '4vh auto 0' }}>
      <Title order={2} ta="center" fz={24}>{w.startTitle}</Title>
      <Text ta="center" c="dimmed" mb="xl">{w.startAbout}</Text>
      {load.error && <Wrong error={load.error} />}
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {may('sample:write') && <Choice title={w.sample} about={w.sampleAbout}><Button onClick={() => load.mutate({})}>{w.sampleLoad}</Button></Choice>}
        {may('imports:write') && <Choice title={w.import} about={w.importAbout}><Button variant="default" component={Link} to="/import">{w.importOpen}</Button></Choice>}
        <Choice title={w.begin} about={w.beginAbout}><Button variant="default" component={Link} to="/events">{w.beginOpen}</Button></Choice>
      </SimpleGrid>
    </section>
  )
}

function Choice({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <Paper className="card" p="lg" style={{ display: 'grid', gridTemplateRows: 'auto 1fr auto', gap: 10, justifyItems: 'start' }}>
      <Title order={3} fz={17}>{title}</Title>
      <Text size="sm" c="dimmed">{about}</Text>
      {children}
    </Paper>
  )
}
