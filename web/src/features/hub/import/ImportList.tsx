import { ActionIcon, Anchor, Button, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { ImportRow } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Answer, Loading, Wrong } from '../../../shared/states'
import styles from './import.module.css'
import { useImports, useResume, useUndo } from './queries'
import * as words from './words'

/** The imports there were; each can be undone as one, and one that was interrupted goes on while its files are here. */
export function ImportList() {
  const w = useWords(words)
  const imports = useImports()
  return (
    <section className={`card ${styles.wizard}`}>
      <h2>{w.list.title}</h2>
      <Answer query={imports} height={90}>
        {(answer) => (answer.imports?.length ? (
          <ul className={styles.imports}>{answer.imports.map((i) => <Row key={i.id} row={i} />)}</ul>
        ) : <Text c="dimmed" size="sm">{w.list.none}</Text>)}
      </Answer>
    </section>
  )
}

function Row({ row }: { row: ImportRow }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('imports:write')
  const [undoing, undo] = useState(false)
  const resume = useResume()
  const goOn = () => resume.mutate({ path: { id: row.id } }, { onSuccess: () => notifications.show({ message: w.list.resumed(row.mapping) }) })
  const records = row.kind === 'records'
  const counts = records ? [
    `${f.number(row.created)} ${w.list.of[row.type ?? ''] ?? ''} ${w.list.added}`, row.updated > 0 && `${f.number(row.updated)} ${w.list.changed}`, row.skipped > 0 && `${f.number(row.skipped)} ${row.then === 'skip' ? w.list.skipped : w.list.same}`, row.refused > 0 && `${f.number(row.refused)} ${w.list.refused.toLowerCase()}`,
  ] : [`${f.number(row.imported)} ${w.list.events.toLowerCase()}`, `${f.number(row.people)} ${w.list.people.toLowerCase()}`, row.refused > 0 && `${f.number(row.refused)} ${w.list.refused.toLowerCase()}`]
  return (
    <li data-undone={row.state === 'undone'}>
      <div>
        <b>{row.mapping}</b> {!records && <small>{w.list.source}: {row.source}</small>}
        <Text size="sm" c="dimmed" className="figures">{f.instant(row.started_at)} · {counts.filter(Boolean).join(' · ')}</Text>
        {row.refused > 0 && <Text size="sm"><Anchor href={`/v1/imports/${row.id}/refused`} download underline="always">{w.list.refusedRows(f.number(row.refused))}</Anchor></Text>}
      </div>
      <div className={styles.standing}>
        <span className={styles[row.state]}>{row.interrupted && !resume.isPending ? w.list.interrupted : w.list.state[row.state] ?? row.state}</span>
        {may && row.interrupted && !resume.isPending && (row.resumable
          ? <Button size="compact-sm" onClick={goOn}>{w.list.goOn}</Button>
          : <Button size="compact-sm" variant="default" onClick={() => undo(true)}>{w.list.undo}</Button>)}
      </div>
      <Menu position="bottom-end">
        <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={w.list.actions(row.mapping)}>⋯</ActionIcon></Menu.Target>
        <Menu.Dropdown>
          {!records && <Menu.Item component="a" href={`/v1/imports/${row.id}/mapping`} download>{w.list.mapping}</Menu.Item>}
          {may && row.state !== 'undone' && !(records && row.state === 'running') && <Menu.Item color="red" onClick={() => undo(true)}>{w.list.undo}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {may && row.interrupted && !row.resumable && <Text size="sm" c="dimmed" className={styles.beneath}>{w.list.filesGone}</Text>}
      {resume.isPending && <div className={styles.beneath}><Loading progress={resume.progress} height={70} /></div>}
      {resume.error && <div className={styles.beneath}><Wrong error={resume.error} /></div>}
      {undoing && <Undo row={row} close={() => undo(false)} />}
    </li>
  )
}

function Undo({ row, close }: { row: ImportRow; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const undo = useUndo()
  const go = () => undo.mutate({ path: { id: row.id } }, {
    onSuccess: (done) => {
      const left = (done.left?.conflicts.length ?? 0) + (done.left?.more ?? 0)
      notifications.show({ message: left ? `${w.list.undone}. ${w.list.left(f.number(left))}` : w.list.undone })
      close()
    },
  })
  return <Confirm grave title={w.list.undoTitle} action={w.list.undo} go={go} close={close} change={undo}>
    {row.kind === 'records' ? w.list.undoRecords(f.number(row.created), f.number(row.updated), row.mapping) : w.list.undoText(f.number(row.imported), row.mapping)}
  </Confirm>
}
