package admission

// Limits of a request. They bound what one append can hold of the writer's time
// and of a reader's memory.
const (
	MaxNameBytes    = 512     // of a stream, type, command, mode, key or other name
	MaxDataBytes    = 1 << 20 // of one event's data, without insignificant space
	MaxRequestBytes = 4 << 20 // of all events' data
	MaxEvents       = 1000    // of one append
	MaxStreams      = 100     // written and checked by one append
)
