/** @jsxImportSource vue */
import 'morse-decoder-element/vue';
import type { GlobalComponents } from 'vue';

/** What a template that names the tag is checked against. */
export const frequency = (tag: InstanceType<GlobalComponents['morse-decoder']>): number | null => tag.frequency;

export const panel = (
  <morse-decoder
    class="wide"
    id="cw"
    source="microphone"
    channels={8}
    min-frequency="300"
    maxFrequency={2800}
    follow
    sourceObject={null}
    onmorse-text={({ channel, text }) => console.log(channel.frequency.toFixed(), text.trim())}
    onmorse-error={(event) => console.log(event.action.length)}
  >
    <morse-waterfall palette="paper" />
    <morse-channel main compact />
  </morse-decoder>
);

// @ts-expect-error A decoder listens to no number.
export const wrong = <morse-decoder source={7} />;
