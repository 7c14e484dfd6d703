import { Button, Modal, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Problem } from '../../../shared/ask'
import type { CatalogueAnswer } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Loading, Wrong } from '../../../shared/states'
import styles from './catalogue.module.css'
import type { Draft } from './draft'
import { EventMark } from './EventMark'
import { MeaningMark } from './MeaningMark'
import { useSaveCatalogue } from './queries'
import { Conditions } from './RuleRow'
import type { Change, Rule } from './rules'
import * as words from './words'

/** What saving would change, line by line, before it does. A version that somebody saved meanwhile is not overwritten. */
export function Review({ draft, version, saved, close }: { draft: Draft; version: number; saved: (c: CatalogueAnswer) => void; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const save = useSaveCatalogue()
  const go = () => save.mutate({ headers: { 'If-Match': `"${version}"` }, body: { rules: draft.rules.map((k) => k.rule), times: draft.times } }, {
    onSuccess: (answer) => {
      notifications.show({ message: w.catalogue.saved(f.number(answer.version)) })
      close()
      saved(answer)
    },
    onError: (error) => {
      if (error instanceof Problem && error.status === 412) close() // the page says what to do
    },
  })
  return (
    <Modal opened onClose={close} title={<b>{w.catalogue.confirm}</b>} size="lg" closeOnClickOutside={!save.isPending} closeOnEscape={!save.isPending}>
      <ul className={styles.changes}>
        {draft.changed.map((c, i) => <ChangeLine key={i} change={c} />)}
        {draft.retimed.map((h) => <li key={h}><small>{w.catalogue.edited}</small> {w.catalogue[h]}: {draft.times[h]}</li>)}
      </ul>
      <Text size="sm" c="dimmed">{w.catalogue.confirmText}</Text>
      {save.error && <Wrong error={save.error} />}
      {save.isPending ? <Loading progress={save.progress} height={90} /> : (
        <Foot close={close}>
          <Button onClick={go}>{w.catalogue.save}</Button>
        </Foot>
      )}
    </Modal>
  )
}

function ChangeLine({ change: c }: { change: Change }) {
  const w = useWords(words)
  const f = useFormat()
  const kind = { added: w.catalogue.added, removed: w.catalogue.removed, changed: w.catalogue.edited, moved: '' }[c.kind]
  return (
    <li>
      <small>{c.kind === 'moved' ? w.catalogue.reordered(f.number(c.from), f.number(c.at)) : kind}</small>
      {c.kind === 'changed' && <s><RuleText rule={c.was} /></s>}
      <span className={c.kind === 'removed' ? styles.gone : undefined}><RuleText rule={c.rule} /></span>
    </li>
  )
}

function RuleText({ rule }: { rule: Rule }) {
  return <><EventMark name={rule.event} /> <Conditions where={rule.where ?? []} /> <MeaningMark meaning={rule.meaning} /></>
}
