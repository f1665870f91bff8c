/** @jsxImportSource react */
import type { MorseDecoderElement } from 'morse-decoder-element/react';

export const panel = (
  <morse-decoder
    className="wide"
    id="cw"
    source="microphone"
    channels={8}
    min-frequency="300"
    maxFrequency={2800}
    follow
    sourceObject={null}
    ref={(element: MorseDecoderElement | null) => void element?.start()}
    onmorse-text={({ channel, text }) => console.log(channel.frequency.toFixed(), text.trim())}
    onmorse-error={(event) => console.log(event.action.length)}
  >
    <morse-waterfall palette="paper" />
    <morse-spots spotter="DL0XYZ" />
    <morse-channel main compact />
  </morse-decoder>
);

export const toggle = <button type="button" commandfor="cw" command="--toggle" />;

// @ts-expect-error A decoder listens to no number.
export const wrong = <morse-decoder source={7} />;
