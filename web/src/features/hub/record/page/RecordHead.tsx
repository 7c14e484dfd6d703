import { ActionIcon, Badge, Button, Menu, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { PersonAnswer } from '../../../../shared/client'
import { useFormat } from '../../../../shared/format'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import { type RecordRow, type RecordType, useFields } from '../../../../shared/record/field'
import { FieldValue } from '../../../../shared/record/FieldValue'
import { useMay } from '../../../../shared/session'
import { StageMark } from '../../../../shared/stage'
import * as dataWords from './dataWords'
import { Erase } from './Erase'
import { InPlace } from './InPlace'
import { LastContact } from './LastContact'
import { LogContact } from './LogContact'
import { NextTask } from './NextTask'
import styles from './page.module.css'
import { useBin } from './useBin'
import * as words from './words'

interface Props {
  type: RecordType
  record: RecordRow
  standing?: PersonAnswer
  lastContact: string | null | undefined
  /** In a panel there is less room, and the page is a link away. */
  compact?: boolean
}

/** Who or what this is, how it stands, and what one does most. */
export function RecordHead({ type, record, standing, lastContact, compact }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const name = String(record.values.name ?? record.values.number ?? '') || w.nameless
  return (
    <header className={`card ${styles.head}`} data-compact={compact || undefined}>
      <div className={styles.who}>
        <div className={styles.name}>
          <Honorific type={type} record={record} />
          <InPlace type={type} record={record} field={type === 'orders' ? 'number' : 'name'}><Title order={compact ? 2 : 1} fz={compact ? 20 : 24}>{name}</Title></InPlace>
        </div>
        {standing && <div className={styles.stage}><StageMark stage={standing.stage} /> <Text span size="sm" c="dimmed">{w.since(f.day(standing.since))}</Text></div>}
        <Tags type={type} record={record} />
      </div>
      <Actions type={type} record={record} name={name} compact={compact} />
      <dl className={styles.facts}>
        {(type === 'people' || type === 'companies') && <Fact name={w.lastContact}><LastContact at={lastContact} /></Fact>}
        <Fact name={w.owner}><InPlace type={type} record={record} field="owner"><Owner type={type} record={record} /></InPlace></Fact>
        {type !== 'products' && <Fact name={w.nextTask}><NextTask id={record.id} /></Fact>}
        {standing && <Fact name={w.purchases}>{f.number(standing.purchases)}</Fact>}
        {standing && <Fact name={w.revenue}>{f.money(standing.revenue, standing.currency)}</Fact>}
      </dl>
    </header>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div className={styles.fact}><dt>{name}</dt><dd>{children}</dd></div>
}

function Owner({ type, record }: { type: RecordType; record: RecordRow }) {
  const w = useWords(words)
  const field = useFields(type).find((f) => f.key === 'owner')
  if (!field || !record.values.owner) return <Text span inherit c="dimmed">{w.noOwner}</Text>
  return <FieldValue field={field} value={record.values.owner} links={record.links} plain />
}

function Honorific({ type, record }: { type: RecordType; record: RecordRow }) {
  const field = useFields(type).find((f) => f.key === 'honorific')
  if (!field || !record.values.honorific) return null
  return <Text span c="dimmed" className={styles.honorific}><FieldValue field={field} value={record.values.honorific} plain /></Text>
}

function Tags({ type, record }: { type: RecordType; record: RecordRow }) {
  const w = useWords(words)
  const tags = (record.values.tags as string[] | undefined) ?? []
  return (
    <InPlace type={type} record={record} field="tags">
      <span className={styles.tags}>{tags.map((t) => <Badge key={t} variant="light" size="sm" tt="none">{t}</Badge>)}{!tags.length && <span className={styles.blank}>{w.addTag}</span>}</span>
    </InPlace>
  )
}

/** Who may write a call down does so while it lasts, and is told before whether the law lets them call. */
function Call({ phone, log }: { phone: string; log?: () => void }) {
  const w = useWords(words)
  if (log) return <Button size="xs" variant="default" onClick={log}>{w.call}</Button>
  return <Button size="xs" variant="default" component="a" href={`tel:${phone}`}>{w.call}</Button>
}

/** How somebody is reached, and what one does with the record. */
function Actions({ type, record, name, compact }: { type: RecordType; record: RecordRow; name: string; compact?: boolean }) {
  const w = useWords(words)
  const may = useMay()
  const d = useWords(dataWords)
  const [logging, log] = useState(false)
  const [erasing, erase] = useState(false)
  const bin = useBin(type, record, name)
  const first = (key: string) => { const v = record.values[key]; return Array.isArray(v) ? (v[0] as string | undefined) : (v as string | undefined) }
  const phone = first('phone')
  const email = first('email')
  return (
    <div className={styles.actions}>
      {type === 'people' && may('people:update') && !record.deleted_at && <Button size="xs" onClick={() => log(true)}>{w.log}</Button>}
      {phone && <Call phone={phone} log={type === 'people' && may('people:update') && !record.deleted_at ? () => log(true) : undefined} />}
      {email && <Button size="xs" variant="default" component="a" href={`mailto:${email}`}>{w.mail}</Button>}
      {phone && type === 'people' && <Button size="xs" variant="default" component="a" href={`https://zalo.me/${phone.replace('+', '')}`} target="_blank" rel="noreferrer noopener">{w.zalo}</Button>}
      {!compact && (
        <Menu position="bottom-end">
          <Menu.Target><ActionIcon variant="default" size={30} aria-label={w.more}><Icon name="more" size={16} /></ActionIcon></Menu.Target>
          <Menu.Dropdown>
            {type === 'people' && <Menu.Item component={Link} to={`/people/${record.id}/path` as string}>{w.wheelPage}</Menu.Item>}
            <Menu.Item onClick={() => window.print()}>{w.print}</Menu.Item>
            {type === 'people' && may('people:erase') && <Menu.Item component="a" href={`/v1/records/people/${record.id}/data`} download>{d.takeOut}</Menu.Item>}
            {may(`${type}:delete`) && !record.deleted_at && <Menu.Item color="red" onClick={bin.remove}>{w.remove}</Menu.Item>}
            {type === 'people' && may('people:erase') && <Menu.Item color="red" onClick={() => erase(true)}>{d.erase}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
      {erasing && <Erase id={record.id} name={name} close={() => erase(false)} />}
      {logging && <LogContact id={record.id} name={name} close={() => log(false)} />}
    </div>
  )
}
