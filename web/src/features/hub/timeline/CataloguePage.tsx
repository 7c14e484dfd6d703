import { Alert, Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { CatalogueAnswer } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer } from '../../../shared/states'
import styles from './catalogue.module.css'
import { useDraft } from './draft'
import { Horizons } from './Horizons'
import { useCatalogue } from './queries'
import { Review } from './Review'
import { RuleList } from './RuleList'
import { Unnamed } from './Unnamed'
import * as words from './words'

/** What events mean: the rules in order, the names still without one, and the wheel's times. */
export function CataloguePage() {
  const w = useWords(words)
  const query = useCatalogue()
  return (
    <Screen title={w.catalogue.title} lead={w.catalogue.lead}>
      <Answer query={query}>{(newest) => <Loaded newest={newest} />}</Answer>
    </Screen>
  )
}

/** Keeps what is being edited when somebody else saves meanwhile, and says so. */
function Loaded({ newest }: { newest: CatalogueAnswer }) {
  const [base, load] = useState(newest)
  return <Editor key={base.version} base={base} newest={newest} load={load} />
}

function Editor({ base, newest, load }: { base: CatalogueAnswer; newest: CatalogueAnswer; load: (c: CatalogueAnswer) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('catalogue:write')
  const draft = useDraft(base)
  const [opened, open] = useState<number>()
  const [reviewing, review] = useState(false)
  const newer = newest.version !== base.version
  if (newer && !draft.count) load(newest)

  return (
    <div className={styles.columns}>
      <div>
        {!may && <Text size="sm" c="dimmed" mb="sm">{w.catalogue.readOnly}</Text>}
        {newer && draft.count > 0 && (
          <Alert color="orange" variant="light" mb="md">
            {w.catalogue.newer(f.number(newest.version))} <Button size="compact-sm" variant="default" onClick={() => load(newest)}>{w.catalogue.load}</Button>
          </Alert>
        )}
        <RuleList draft={draft} may={may} opened={opened} open={open} version={base.version} />
      </div>
      <aside>
        <Horizons draft={draft} may={may} />
        <Unnamed rules={draft.rules} give={may ? (name) => open(draft.add({ event: name, meaning: 'seen' })) : undefined} />
      </aside>
      {may && draft.count > 0 && (
        <div className={styles.saveBar} role="region" aria-label={w.catalogue.review}>
          <span>{w.catalogue.changed(f.number(draft.count))}</span>
          <Button variant="default" onClick={draft.discard}>{w.catalogue.discard}</Button>
          <Button onClick={() => review(true)} disabled={draft.mistaken || newer}>{w.catalogue.review}</Button>
        </div>
      )}
      {reviewing && <Review draft={draft} version={base.version} saved={load} close={() => review(false)} />}
    </div>
  )
}
