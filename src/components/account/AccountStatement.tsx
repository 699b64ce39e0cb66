import type { ReactNode } from 'react';
import { Face, type Mood } from '#components/ui/Face.tsx';

type AccountStatementProps = {
  mood: Mood;
  title: string;
  text: string;
  level?: 'h1' | 'h2';
  children?: ReactNode;
};

/** One thing to know, with the face that goes with it and what can be done now. */
export function AccountStatement({
  mood,
  title,
  text,
  level: Title = 'h1',
  children,
}: AccountStatementProps) {
  return (
    <div className="say">
      <Face mood={mood} className="gaze-now" />
      <Title>{title}</Title>
      <p className="lead">{text}</p>
      {children === undefined ? null : <div className="acts">{children}</div>}
    </div>
  );
}
