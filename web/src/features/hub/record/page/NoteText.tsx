import type { ReactNode } from 'react'
import { type Block, readNote, type Span } from './noteText'
import styles from './page.module.css'

/** A note as it reads. Nothing of it is markup to the browser. */
export function NoteText({ text }: { text: string }) {
  return <div className={styles.noteText}>{readNote(text).map((block, i) => <Part key={i} block={block} />)}</div>
}

function Part({ block: { kind, lines } }: { block: Block }) {
  if (kind === 'list') return <ul>{lines.map((l, i) => <li key={i}>{l.map(show)}</li>)}</ul>
  if (kind === 'steps') return <ol>{lines.map((l, i) => <li key={i}>{l.map(show)}</li>)}</ol>
  if (kind === 'heading') return <p><b>{lines[0]!.map(show)}</b></p>
  const text = lines.map((l, i) => <span key={i}>{i > 0 && <br />}{l.map(show)}</span>)
  return kind === 'quote' ? <blockquote>{text}</blockquote> : <p>{text}</p>
}

function show(span: Span, key: number): ReactNode {
  switch (span.kind) {
    case 'link': return <a key={key} href={span.to} target="_blank" rel="noreferrer noopener nofollow">{span.text.replace(/^https?:\/\//, '')}</a>
    case 'mention': return <span key={key} className={styles.mention}>@{span.text}</span>
    case 'strong': return <strong key={key}>{span.text}</strong>
    case 'emphasis': return <em key={key}>{span.text}</em>
    case 'code': return <code key={key}>{span.text}</code>
    default: return span.text
  }
}
