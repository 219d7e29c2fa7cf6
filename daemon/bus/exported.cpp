// SPDX-License-Identifier: MIT
#include "bus/exported.hpp"

#include "base/log.hpp"
#include "bus/codec.hpp"
#include "bus/sdbus.hpp"

namespace feedherald::bus {

namespace {

std::string signature(std::vector<Argument> const& arguments) {
    std::string whole;
    for (auto const& argument : arguments) whole += argument.signature;
    return whole;
}

std::vector<std::string> names(std::vector<Argument> const& arguments) {
    std::vector<std::string> found;
    for (auto const& argument : arguments) found.push_back(argument.name);
    return found;
}

Reply run(Method const& method, sdbus::Message& call) {
    try {
        return method.run(read(call));
    } catch (sdbus::Error const& failure) {
        return Reply::failed(failure.getName(), failure.getMessage());
    } catch (std::exception const& failure) {
        return Reply::failed(error::failed, failure.what());
    }
}

/** sdbus-c++ lets nothing but its own Error pass safely through the C code above us. */
void answer(Method const& method, sdbus::MethodCall& call) noexcept {
    try {
        auto const reply = run(method, call);
        if (!reply.ok()) {
            auto const& failure = *reply.failure;
            call.createErrorReply(sdbus::Error{ErrorName{failure.name}, failure.message.c_str()}).send();
            return;
        }
        auto message = call.createReply();
        write(message, reply.values);
        message.send();
    } catch (std::exception const& failure) {
        log_warning("a call on the bus could not be answered", {{"METHOD", method.name}, {"ERROR", failure.what()}});
    }
}

void answer(Property const& property, sdbus::PropertyGetReply& reply) {
    try {
        write(reply, property.get());
    } catch (sdbus::Error const&) {
        throw;
    } catch (std::exception const& failure) {
        throw sdbus::Error{ErrorName{error::failed}, failure.what()};
    }
}

}  // namespace

Exported::Exported(sdbus::IConnection& connection, Object object)
    : description_(std::move(object)), object_(sdbus::createObject(connection, sdbus::ObjectPath{description_.path})) {
    register_all();
}

Exported::~Exported() = default;

#if FEEDHERALD_SDBUS2

void Exported::register_all() {
    std::vector<sdbus::VTableItem> table;
    for (auto const& method : description_.methods)
        table.emplace_back(sdbus::MethodVTableItem{sdbus::MethodName{method.name},
                                                   sdbus::Signature{signature(method.in)},
                                                   names(method.in),
                                                   sdbus::Signature{signature(method.out)},
                                                   names(method.out),
                                                   [&method](sdbus::MethodCall call) { answer(method, call); },
                                                   {}});
    for (auto const& property : description_.properties)
        table.emplace_back(
            sdbus::PropertyVTableItem{sdbus::PropertyName{property.name},
                                      sdbus::Signature{property.signature},
                                      [&property](sdbus::PropertyGetReply& reply) { answer(property, reply); },
                                      {},
                                      {}});
    for (auto const& signal : description_.signals)
        table.emplace_back(sdbus::SignalVTableItem{sdbus::SignalName{signal.name},
                                                   sdbus::Signature{signature(signal.arguments)},
                                                   names(signal.arguments),
                                                   {}});
    object_->addVTable(sdbus::InterfaceName{description_.interface}, std::move(table));
}

void Exported::emit(Signal const& signal) {
    auto message = object_->createSignal(sdbus::InterfaceName{signal.interface}, sdbus::SignalName{signal.member});
    write(message, signal.arguments);
    object_->emitSignal(message);
}

void Exported::properties_changed(std::string const& interface, std::vector<std::string> const& names) {
    std::vector<sdbus::PropertyName> const changed(names.begin(), names.end());
    object_->emitPropertiesChangedSignal(sdbus::InterfaceName{interface}, changed);
}

#else

void Exported::register_all() {
    auto const& interface = description_.interface;
    for (auto const& method : description_.methods)
        object_->registerMethod(interface, method.name, signature(method.in), names(method.in), signature(method.out),
                                names(method.out), [&method](sdbus::MethodCall call) { answer(method, call); });
    for (auto const& property : description_.properties)
        object_->registerProperty(interface, property.name, property.signature,
                                  [&property](sdbus::PropertyGetReply& reply) { answer(property, reply); });
    for (auto const& signal : description_.signals)
        object_->registerSignal(interface, signal.name, signature(signal.arguments), names(signal.arguments));
    object_->finishRegistration();
}

void Exported::emit(Signal const& signal) {
    auto message = object_->createSignal(signal.interface, signal.member);
    write(message, signal.arguments);
    object_->emitSignal(message);
}

void Exported::properties_changed(std::string const& interface, std::vector<std::string> const& names) {
    object_->emitPropertiesChangedSignal(interface, names);
}

#endif

}  // namespace feedherald::bus
