import { Badge, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { ThanksGiven } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { RowLink } from '../../../shared/RowLink'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import styles from './promoter.module.css'
import { useThanked, useUnthank } from './queries'
import * as words from './words'

/** Who was thanked with points, the last first: taken back for as long as nothing of them was spent. */
export function Thanked() {
  const w = useWords(words)
  const query = useThanked()
  const all = query.data?.pages.flatMap((p) => p.thanks) ?? []
  return (
    <>
      <Text size="xs" c="dimmed" maw={620} mb="sm">{w.thankedAbout}</Text>
      <Answer query={query}>
        {() => all.length ? <ul className={styles.all}>{all.map((t) => <Row key={`${t.person.id} ${t.cause}`} thanks={t} />)}</ul> : <Empty title={w.nobodyThanked}>{w.nobodyThankedDo}</Empty>}
      </Answer>
      <More of={query}>{w.further}</More>
    </>
  )
}

function Row({ thanks: t }: { thanks: ThanksGiven }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  const back = useUnthank()
  const name = t.person.name || w.nameless
  const take = () => back.mutate({ body: { people: [t.person.id], cause: t.cause } }, { onSuccess: (a) => a.thanked === 0 && notifications.show({ color: 'red', message: w.notBack }) })
  return (
    <li className={`card ${styles.row}`}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="start">
        <RowLink to={`/people/${t.person.id}`} className={styles.name}>{name}</RowLink>
        <Text size="sm" fw={600} className="figures" style={{ flex: 'none' }}>{w.givenPoints(t.points, f.number(t.points))}</Text>
      </Group>
      <Text size="sm" mt={4}>{t.note}</Text>
      <Group justify="space-between" gap="xs" mt={4}>
        <Text size="sm" c="dimmed">{[f.instant(t.at), t.by?.name].filter(Boolean).join(' · ')}</Text>
        {t.state !== 'whole' ? <Badge variant="light" color="gray" tt="none">{w.thanksState[t.state]}</Badge>
          : may('promoters:write') && may('loyalty:award') && <Button size="compact-sm" variant="default" loading={back.isPending} aria-label={w.takeBackFrom(name)} onClick={take}>{w.takeBack}</Button>}
      </Group>
      {back.error != null && <Wrong error={back.error} />}
    </li>
  )
}
